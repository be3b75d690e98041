/** Where the site will be, with a slash at the end, if whoever builds it says so. */
export function siteAddress(): string | undefined {
  const { SITE_URL } = process.env;
  return SITE_URL ? `${SITE_URL.replace(/\/+$/, '')}/` : undefined;
}
