/** The release whose files a snippet names. */
export interface Release {
  readonly version: string;
  /** Hash of the script in parts that the site has under this version. */
  readonly integrity: string;
  /** Hash of the script as it is now. */
  readonly currentIntegrity: string;
  /** Hash of the script that is one file, which the package has. */
  readonly oneFileIntegrity: string;
}
