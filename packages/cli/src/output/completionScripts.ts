import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

interface Option {
  readonly long: string;
  readonly summary: string;
  readonly takesValue: boolean;
  /** Empty if any value is allowed. */
  readonly values: readonly string[];
}

/** What can follow on a command line. */
interface Words {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly Option[];
  /** Of the first argument. */
  readonly values: readonly string[];
}

const wordsOf = (command: Command): Words => ({
  name: command.name(),
  summary: command.summary(),
  options: command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description: summary, required: takesValue, argChoices: values = [] }) =>
      // Every command has it.
      long && (long !== '--help' || !command.parent) ? [{ long, summary, takesValue, values }] : [],
    ),
  values: command.registeredArguments[0]?.argChoices ?? [],
});

interface Program {
  readonly global: Words;
  readonly commands: readonly Words[];
}

const programOf = (program: Command): Program => ({
  global: wordsOf(program),
  commands: [
    ...program.commands.map(wordsOf),
    {
      name: 'help',
      summary: 'print the help of a command',
      options: [],
      values: program.commands.map((command) => command.name()),
    },
  ],
});

/** The script that completes command lines in each shell. */
export const completionScripts: Readonly<Record<Shell, (program: Command) => string>> = {
  bash: (program) => bash(programOf(program)),
  zsh: (program) => zsh(programOf(program)),
  fish: (program) => fish(programOf(program)),
};

const joined = (words: readonly string[]): string => words.join(' ');

const longs = ({ options }: Words): string[] => options.map(({ long }) => long);

function bash({ global, commands }: Program): string {
  const values = commands.flatMap(({ options }) =>
    options.flatMap(({ long, values }) =>
      values.length > 0 ? [`    ${long}) words='${joined(values)}' ;;`] : [],
    ),
  );
  const takingValue = [global, ...commands].flatMap(({ options }) =>
    options.flatMap(({ long, takesValue }) => (takesValue ? [long] : [])),
  );
  const cases = commands.map(
    (command) =>
      `      ${command.name}) words='${joined([...command.values, ...longs(command), ...longs(global)])}' ;;`,
  );
  return `# akasha-labs: completion for bash
_akasha_labs() {
  local words='' command='' word index
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  # Bash makes words of = and : too, as in --url=http://localhost.
  if [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $current == = ]]; then
    current=''
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in
      ${[...new Set(takingValue)].join(' | ')})
        index=$((index + 1))
        [[ \${COMP_WORDS[index]} != = ]] || index=$((index + 1))
        while [[ \${COMP_WORDS[index + 1]:-} == : ]]; do index=$((index + 2)); done
        ;;
      -*) ;;
      *)
        command=$word
        break
        ;;
    esac
  done
  case $previous in
${values.join('\n')}
    *) case $command in
      '') words='${joined([...commands.map(({ name }) => name), ...longs(global)])}' ;;
${cases.join('\n')}
    esac ;;
  esac
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen -W "$words" -- "$current")
}
complete -o default -F _akasha_labs akasha-labs
`;
}

/** Quotes a word for zsh and fish. */
const single = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function zsh({ global, commands }: Program): string {
  const described = commands.map(({ name, summary }) => single(`${name}:${summary}`));
  const spec = ({ long, summary, takesValue, values }: Option): string => {
    const plain = summary.replaceAll(/[[\]:]/g, ' ');
    const value = takesValue ? `:value:${values.length > 0 ? `(${joined(values)})` : ''}` : '';
    return single(`${long}[${plain}]${value}`);
  };
  const cases = commands.map((command) => {
    const first = command.values.length > 0 ? [single(`1:value:(${joined(command.values)})`)] : [];
    const specs = [...first, ...[...command.options, ...global.options].map(spec)];
    return `    ${command.name}) _arguments ${specs.join(' ')} '*:file:_files' ;;`;
  });
  return `#compdef akasha-labs
# akasha-labs: completion for zsh
_akasha_labs() {
  local -a commands
  commands=(${described.join(' ')})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
compdef _akasha_labs akasha-labs
`;
}

function fish({ global, commands }: Program): string {
  const option = (condition: string, { long, summary, takesValue, values }: Option) => {
    const value = takesValue ? ` -x -a ${single(joined(values))}` : '';
    return `complete -c akasha-labs${condition} -l ${long.slice(2)}${value} -d ${single(summary)}`;
  };
  const lines = commands.flatMap((command) => {
    const within = ` -n '__fish_seen_subcommand_from ${command.name}'`;
    return [
      `complete -c akasha-labs -f -n __fish_use_subcommand -a ${command.name} -d ${single(command.summary)}`,
      ...(command.values.length > 0
        ? [`complete -c akasha-labs -f${within} -a ${single(joined(command.values))}`]
        : []),
      ...command.options.map((each) => option(within, each)),
    ];
  });
  return [
    '# akasha-labs: completion for fish',
    ...lines,
    ...global.options.map((each) => option('', each)),
    '',
  ].join('\n');
}
