import { Option } from 'commander';
import { connect, type Connection } from '../api/connection';
import { Labs, Tags } from '../api/operations';
import { everyPage } from '../api/pages';
import { chooseServer } from '../api/serverUrl';
import type { Card } from '../api/shapes';
import { textOf, type Invocation, type LabsCommand } from '../command';
import { note, type Context } from '../context';
import { Failure } from '../failure';
import { readProgress, Standing, STATUSES, type Status } from '../lab/status';
import type { Paint, Style } from '../output/paint';
import { table } from '../output/table';

/** The server's own limit for a search. No tag is longer. */
const TEXT_MAX_LENGTH = 100;

interface Listed extends Card {
  readonly status: Status | null;
  readonly missingPrerequisites: string[];
}

/** Lists the catalogue, with the learner's status if there is a session. */
export const list: LabsCommand = {
  syntax: 'list',
  summary: 'list the labs, and what you have done',
  examples: [
    ['akasha-labs list', 'list every lab'],
    ['akasha-labs list --tag git --difficulty beginner', 'list the labs that match both'],
    ['akasha-labs list --status ready', 'list the labs that you can start'],
    ['akasha-labs list --json', 'print everything about them as JSON'],
  ],
  configure: (command) =>
    command
      .option('--tag <tag>', 'only labs with this tag')
      .addOption(
        new Option('--difficulty <level>', 'only labs of this difficulty').choices([
          'beginner',
          'intermediate',
          'advanced',
        ]),
      )
      .option('--search <text>', 'only labs with this text in the title or summary')
      .addOption(new Option('--status <status>', 'only labs with this status').choices(STATUSES)),
  async run({ context, url, options, paint }) {
    checkTexts(options);
    const wanted = textOf(options['status']);
    const session = wanted ? 'required' : 'optional';
    const connection = await connect(context, chooseServer(context, url), session);
    const [cards, standing] = await Promise.all([
      readLabs(connection, options),
      readStanding(context, connection, session),
    ]);
    const labs = cards
      .map((card): Listed => ({
        ...card,
        status: standing?.statusOf(card) ?? null,
        missingPrerequisites: standing?.missing(card) ?? [],
      }))
      .filter(({ status }) => !wanted || status === wanted);
    const tag = textOf(options['tag']);
    return {
      data: { signedIn: standing !== undefined, labs },
      text: labs.length > 0 ? tableOf(labs, paint) : await nothing(connection, tag),
    };
  },
};

/** @throws Failure `Usage` if a text to look for is one that the server refuses */
function checkTexts(options: Invocation['options']): void {
  for (const name of ['search', 'tag']) {
    const length = textOf(options[name])?.length;
    if (length !== undefined && (length < 1 || length > TEXT_MAX_LENGTH)) {
      throw new Failure('Usage', `--${name} must have 1 to ${TEXT_MAX_LENGTH} characters.`);
    }
  }
}

const readLabs = (connection: Connection, options: Invocation['options']): Promise<Card[]> =>
  everyPage(async (nextToken) => {
    const filter = {
      tag: options['tag'],
      difficulty: textOf(options['difficulty'])?.toUpperCase(),
      search: options['search'],
    };
    const { exercises } = await connection.read(Labs, { filter, nextToken });
    return exercises;
  });

/** A session that has ended is no reason not to show the catalogue. */
async function readStanding(
  context: Context,
  connection: Connection,
  session: 'required' | 'optional',
): Promise<Standing | undefined> {
  if (!connection.token) return undefined;
  try {
    return new Standing(await readProgress(connection));
  } catch (error) {
    const isOver = error instanceof Failure && error.type === 'SignedOut';
    if (!isOver || session === 'required') throw error;
    note(context, error.message);
    return undefined;
  }
}

/** What to say about an empty list. A tag may be misspelled. */
async function nothing(connection: Connection, tag: string | undefined): Promise<string> {
  if (tag === undefined) return 'No lab matches.';
  const { tags } = await connection.read(Tags);
  const known = tags.map((each) => each.tag);
  return known.includes(tag)
    ? 'No lab matches.'
    : `No lab has the tag ${JSON.stringify(tag)}. Tags: ${known.join(', ')}`;
}

const STYLES: Readonly<Record<Status, Style>> = {
  ready: 'bold',
  started: 'yellow',
  locked: 'dim',
  completed: 'green',
};

function tableOf(labs: readonly Listed[], paint: Paint): string {
  const isSignedIn = labs.some(({ status }) => status !== null);
  const heading = ['LAB', 'DIFFICULTY', 'POINTS', 'MINUTES', 'TITLE'];
  return table([
    [...(isSignedIn ? ['STATUS'] : []), ...heading].map((cell) => paint('dim', cell)),
    ...labs.map((lab) => [
      ...(lab.status ? [paint(STYLES[lab.status], lab.status)] : []),
      lab.id,
      lab.difficulty.toLowerCase(),
      String(lab.points),
      String(lab.estimatedMinutes),
      lab.status === 'locked'
        ? `${lab.title} (first: ${lab.missingPrerequisites.join(', ')})`
        : lab.title,
    ]),
  ]);
}
