import { spawn } from 'node:child_process';
import type { Context } from '../context';

type Machine = Pick<Context, 'env' | 'platform'>;

/**
 * Asks the system to open an address. It may fail later without a sign, so the address is always
 * shown as well.
 *
 * @returns false if this machine has no browser: in a remote session, without a display, and on CI
 */
export function openInBrowser(address: string, machine: Machine): boolean {
  const opener = openerOf(machine);
  if (!opener) return false;
  const [command, ...args] = opener;
  const { AKASHA_TOKEN: _token, ...env } = machine.env;
  const child = spawn(command, [...args, address], { env, detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
  return true;
}

/** The command that opens an address, which is its last argument. */
export function openerOf({ env, platform }: Machine): readonly [string, ...string[]] | undefined {
  if (env['CI']) return undefined;
  // An editor on another machine sets it to a program that opens the browser there.
  const { BROWSER: browser } = env;
  if (browser && !/[%:;\s]/.test(browser)) return [browser];
  if (env['SSH_CONNECTION'] || env['SSH_TTY']) return undefined;
  // `start` of cmd.exe would cut the address at the first `&`.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  if (platform === 'darwin') return ['open'];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
}
