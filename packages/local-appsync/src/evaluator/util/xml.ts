import { createRequire } from 'node:module';
import type { XMLParser } from 'fast-xml-parser';
import { text } from '../arguments';
import { Fault, type HostFunctions } from '../invocation';

/**
 * `util.xml.*`.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/xml-helpers-in-util-xml-js.html
 */
export const xml: HostFunctions = {
  toMap: (_, [document]) => read(text(document, 'xml')),
  toJsonString: (_, [document, stringEncode]) => {
    const json = JSON.stringify(read(text(document, 'xml')));
    return stringEncode === true ? JSON.stringify(json) : json;
  },
};

// Loaded on first use: few resolvers parse XML, and loading slows down every start.
const load = createRequire(import.meta.url);
const library = (): typeof import('fast-xml-parser') =>
  load('fast-xml-parser') as typeof import('fast-xml-parser');

let created: XMLParser | undefined;

/**
 * AWS documents that elements become members, elements with the same name a list, and numeric text
 * a number. The rest follows org.json, the usual choice in Java: attributes become members like
 * elements, the text beside them `content`, `true` and `false` booleans, and an empty element `""`.
 */
function parser(): XMLParser {
  created ??= new (library().XMLParser)({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: 'content',
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    tagValueProcessor: (_, value) => typed(value),
    attributeValueProcessor: (_, value) => typed(value),
  });
  return created;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Converts text to a boolean or a number. Unsafe integers and infinite numbers stay text. */
function typed(value: string): unknown {
  const trimmed = value.trim();
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  if (!NUMBER.test(trimmed)) return value;
  const number = Number(trimmed);
  const exact = Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return exact ? number : value;
}

function read(document: string): unknown {
  const valid = library().XMLValidator.validate(document);
  if (valid !== true) throw new Fault(`the text is not XML: ${valid.err.msg}`);
  try {
    return parser().parse(document);
  } catch (error) {
    // The parser has its own limits for depth and for entities.
    throw new Fault(`the XML cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
}
