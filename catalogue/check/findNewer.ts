import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

/** A construct in a shell script that bash 3.2, the bash of macOS, does not have. */
export type Newer = { line: number; what: string };

const grammar = createRequire(import.meta.url).resolve('tree-sitter-bash/tree-sitter-bash.wasm');
await Parser.init();
const parser = new Parser().setLanguage(await Language.load(grammar));

/** The options of builtins that bash 3.2 has. Builtins that are not listed have lost none since. */
const options: Record<string, string> = {
  ...{
    declare: 'afFirtxp',
    typeset: 'afFirtxp',
    local: 'afFirtxp',
    readonly: 'afp',
    export: 'fnp',
  },
  ...{ cd: 'LP', read: 'adenprstu', unset: 'fv', wait: '' },
};

const shoptOptions = new Set(
  (
    'cdable_vars cdspell checkhash checkwinsize cmdhist compat31 dotglob execfail expand_aliases ' +
    'extdebug extglob extquote failglob force_fignore gnu_errfmt histappend histreedit histverify ' +
    'hostcomplete huponexit interactive_comments lithist login_shell mailwarn nocaseglob ' +
    'no_empty_cmd_completion nocasematch nullglob progcomp promptvars restricted_shell ' +
    'shift_verbose sourcepath xpg_echo'
  ).split(' '),
);

const newCommands = /^(mapfile|readarray|coproc|compopt)$/;
const newVariables =
  /^(BASHPID|EPOCHSECONDS|EPOCHREALTIME|SRANDOM|MAPFILE|COPROC|BASH_ARGV0|BASH_XTRACEFD|FUNCNEST)$/;
const newTokens = /^(&>>|\|&|;&|;;&)$/;
const unicode = /\\[uU][0-9A-Fa-f]/;

/** The text of a word, without the quotes around it. */
const unquoted = (node: Node) => node.text.replace(/^(['"])(.*)\1$/s, '$2');

/** What is new about an expansion such as `${name,,}`. `${!name@}` is not new. */
function inExpansion(node: Node): string | undefined {
  const parts = node.children.map((child) => child.text);
  if (node.children.some(({ type }) => /^(\^\^?|,,?)$/.test(type)))
    return 'changes the case: use tr';
  const at = parts.lastIndexOf('@');
  if (at > 0 && parts[1] !== '!' && /^[A-Za-z]$/.test(parts[at + 1] ?? '')) {
    return `has the operator @${parts[at + 1]}`;
  }
  const length = parts.indexOf(':', parts.indexOf(':') + 1);
  if (parts.includes(':') && length > 0 && /^\s*-/.test(parts[length + 1] ?? '')) {
    return 'has a negative length';
  }
  return undefined;
}

function inCommand(name: string, words: readonly Node[]): string | undefined {
  if (newCommands.test(name)) return `${name} is new`;
  const given = words.map(unquoted);
  const known = options[name];
  for (const [index, word] of given.entries()) {
    if (known === undefined) break;
    if (name === 'local' && word === '-') return 'local - is new';
    const [, letters = ''] = /^[-+]([A-Za-z]+)/.exec(word) ?? [];
    const added = [...letters].find((letter) => !known.includes(letter));
    if (added) return `${name} -${added} is new`;
    if (name === 'read' && letters.endsWith('t') && given[index + 1]?.includes('.')) {
      return 'read -t takes whole seconds';
    }
    // An option that takes a value may come first; operands end the options.
    if (!/^[-+]/.test(word) && !/^[-+]/.test(given[index + 1] ?? '')) break;
  }
  if (name === 'shopt') {
    const added = given.find((word) => /^[a-z_]/.test(word) && !shoptOptions.has(word));
    if (added) return `shopt has no ${added}`;
  }
  if (name === 'printf') {
    if (given[0] === '-v' && given[1]?.includes('[')) return 'printf -v takes a plain name';
    if (given.some((word) => /%[-0-9]*\([^)]*\)T/.test(word))) return 'printf %(...)T is new';
    if (given.some((word) => unicode.test(word))) return 'printf has no \\u';
  }
  if (name === 'test' && /^-[vR]$/.test(given[0] ?? '')) return `test ${given[0]} is new`;
  return undefined;
}

/** What is new about a node by itself, whatever surrounds it. */
function inNode(node: Node): string | undefined {
  if (newTokens.test(node.type)) return `${node.type} is new`;
  switch (node.type) {
    case 'expansion':
      return inExpansion(node);
    case 'subscript':
      return /\[\s*-/.test(node.text) ? 'an index is negative' : undefined;
    case 'variable_name':
      return newVariables.test(node.text) ? `${node.text} is new` : undefined;
    case 'test_operator':
      return /^-[vR]$/.test(node.text) ? `test ${node.text} is new` : undefined;
    case 'ansi_c_string':
      return unicode.test(node.text) ? "$'...' has no \\u" : undefined;
    case 'command':
      return inCommand(
        node.childForFieldName('name')?.text ?? '',
        node.childrenForFieldName('argument').filter((word) => word !== null),
      );
    case 'declaration_command':
    case 'unset_command':
      if (/\[-\d+\]/.test(node.text)) return 'an index is negative';
      return inCommand(node.children[0]!.type, node.namedChildren);
    case 'concatenation':
    case 'brace_expression':
      if (/^\{[A-Za-z_]\w*\}$/.test(node.text) && isBeforeRedirect(node)) {
        return 'a redirection chooses its number';
      }
      if (/\{[^{},]+\.\.[^{},]+\.\.-?\d+\}/.test(node.text)) return 'a range has a step';
      return /\{(-?0\d+\.\.-?\d+|-?\d+\.\.-?0\d+)\}/.test(node.text)
        ? 'a range pads with zeros'
        : undefined;
    default:
      return undefined;
  }
}

const isBeforeRedirect = (node: Node) =>
  node.parent?.parent
    ?.childrenForFieldName('redirect')
    .some((redirect) => redirect?.startIndex === node.endIndex) ?? false;

/** Bash 3.2 looks for the end of `$(...)` and `<(...)` without parsing what is in between. */
function inSubstitution(node: Node, kind: string): string | undefined {
  if (node.type === 'case_item' && node.firstChild?.type !== '(') {
    return 'a pattern of case has no opening parenthesis in $(...)';
  }
  if (node.type === 'heredoc_body' && /['"`()]/.test(node.text)) {
    return 'a here-document in $(...) has a quotation mark or a parenthesis';
  }
  return node.type === 'comment' && kind === 'process_substitution' && /['"`()]/.test(node.text)
    ? 'a comment in <(...) has a quotation mark or a parenthesis'
    : undefined;
}

/** Arrays that are never empty: their first value is a literal. */
function filledArrays(root: Node): Set<string> {
  const names = root.descendantsOfType('variable_assignment').flatMap((assignment) => {
    const [first] = assignment?.childForFieldName('value')?.namedChildren ?? [];
    const isArray = assignment?.childForFieldName('value')?.type === 'array';
    const literal = /^(word|number|string|raw_string|concatenation|ansi_c_string)$/;
    return isArray && first && literal.test(first.type) && !/[*?$]/.test(first.text)
      ? [assignment!.childForFieldName('name')!.text]
      : [];
  });
  return new Set(names);
}

/** Arrays that bash itself fills. */
const ownArray = /^(BASH_|FUNCNAME$|PIPESTATUS$)/;

/** `"${a[@]}"` without elements stops a script that has `set -u`. `${a[@]+"${a[@]}"}` does not. */
function emptyArray(node: Node, filled: ReadonlySet<string>): string | undefined {
  const match = /^\$\{(\w+)\[[@*]\]\}$/.exec(node.text);
  if (node.type !== 'expansion' || !match) return undefined;
  if (filled.has(match[1]!) || ownArray.test(match[1]!)) return undefined;
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.type === 'expansion' && outer.text.startsWith(`\${${match[1]}[@]+`)) return undefined;
  }
  return `${match[1]} may be empty: use \${${match[1]}[@]+"\${${match[1]}[@]}"}`;
}

/** The scripts inside a script: here-documents, and strings that a shell runs. */
function innerScript(node: Node): string | undefined {
  if (node.type === 'heredoc_body') {
    const start = node.parent?.children.find((child) => child?.type === 'heredoc_start');
    // The shell removes backslashes unless the delimiter is quoted.
    return /['"\\]/.test(start?.text ?? '') ? node.text : node.text.replace(/\\([$`\\])/g, '$1');
  }
  if (node.type !== 'raw_string' && node.type !== 'string') return undefined;
  const command = node.parent?.type === 'command' ? node.parent : undefined;
  const name = command?.childForFieldName('name')?.text ?? '';
  const runs =
    /^(eval|trap)$/.test(name) || node.previousSibling?.text.match(/^-[a-z]*c$/) !== null;
  return command && runs ? node.text.slice(1, -1) : undefined;
}

/** Finds what is newer than bash 3.2 in a script, and in the scripts that it writes or runs. */
export function findNewer(text: string, { isWhole = true, firstLine = 1 } = {}): Newer[] {
  const found: Newer[] = [];
  const root = parser.parse(text)!.rootNode;
  const filled = filledArrays(root);
  const visit = (node: Node, substitution?: string) => {
    const line = firstLine + node.startPosition.row;
    // Text that is not a script is parsed too, in case it is one. The grammar lacks `10#$x`.
    if (isWhole && (node.isError || node.isMissing) && !/^\d+#$/.test(node.text)) {
      found.push({ line, what: 'cannot be parsed' });
    }
    const what =
      inNode(node) ??
      emptyArray(node, filled) ??
      (substitution ? inSubstitution(node, substitution) : undefined);
    if (what) found.push({ line, what });
    const inner = innerScript(node);
    if (inner !== undefined) found.push(...findNewer(inner, { isWhole: false, firstLine: line }));
    const inside = /^(command|process)_substitution$/.test(node.type) ? node.type : substitution;
    for (const child of node.children) visit(child, inside);
  };
  visit(root);
  return found;
}
