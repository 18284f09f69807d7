// The files of an exercise, relative to its folder.

export const CARD = 'exercise.yml';
export const INSTRUCTIONS = 'instructions.md';
export const HASHES = 'hashes.txt';
export const SETUP = 'setup.sh';
export const VERIFY = 'verify.sh';
export const SOLVE = 'solution/solve.sh';
