/** The browser or a content security policy refuses workers. */
export class WorkerRefused extends Error {}
