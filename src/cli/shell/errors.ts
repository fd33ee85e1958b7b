/** The command line is wrong: exit status 2, with the usage line. */
export class UsageError extends Error {}

/** The input cannot be used, or the output not written: exit status 1, with this one line. */
export class InputError extends Error {}
