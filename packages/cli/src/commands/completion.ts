import { Argument } from 'commander';
import type { LabsCommand } from '../command';
import { completionScripts, SHELLS, type Shell } from '../output/completionScripts';

/** Prints a script that completes command lines. */
export const completion: LabsCommand = {
  syntax: 'completion',
  summary: 'print a script that completes commands in your shell',
  examples: [
    ['eval "$(akasha-labs completion bash)"', 'in ~/.bashrc'],
    ['eval "$(akasha-labs completion zsh)"', 'in ~/.zshrc, after compinit'],
    ['akasha-labs completion fish | source', 'in ~/.config/fish/config.fish'],
  ],
  configure: (command) => command.addArgument(new Argument('<shell>').choices(SHELLS)),
  run: ({ args, program }) => {
    const shell = args[0] as Shell;
    const script = completionScripts[shell](program);
    return Promise.resolve({ data: { shell, script }, text: script.trimEnd() });
  },
};
