import { createHash } from 'node:crypto';

/** An SVG identicon of five by five squares, mirrored, in its own colour. */
export function avatarOf(id: string): string {
  const bytes = createHash('sha256').update(id).digest();
  const cells: string[] = [];
  for (let column = 0; column < 3; column++) {
    for (let row = 0; row < 5; row++) {
      if (bytes.readUInt8(column * 5 + row) % 2) continue;
      const mirrored = new Set([column, 4 - column]);
      for (const x of mirrored) cells.push(`M${x} ${row}h1v1h-1z`);
    }
  }
  const hue = Math.round((bytes.readUInt8(31) / 256) * 360);
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 7 7" shape-rendering="crispEdges">' +
    `<path fill="#f0f0f0" d="M-1 -1h7v7h-7z"/><path fill="hsl(${hue} 55% 45%)" d="${cells.join('')}"/></svg>`
  );
}
