/** The release that a snippet refers to. */
export interface Release {
  readonly version: string;
  /** The script in parts that the site has under this version, by their paths in that folder. */
  readonly files: readonly string[];
  /** Hash of the script in parts that the site has under this version. */
  readonly integrity: string;
  /** Hash of the script as it is now. */
  readonly currentIntegrity: string;
  /** Hash of the package's single-file script. */
  readonly oneFileIntegrity: string;
}
