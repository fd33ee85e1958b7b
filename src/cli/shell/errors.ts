/** The command line is wrong: exit status 2, and the usage line is printed. */
export class UsageError extends Error {}

/** The input cannot be used, or the output cannot be written: exit status 1, and this one line is printed. */
export class InputError extends Error {}
