/** Wrong use of the command; the message goes to people. */
export class UseError extends Error {}
