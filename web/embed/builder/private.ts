/** Whether only this machine or its network reaches a host: then nothing that names it works for readers. */
export function isPrivate({ protocol, hostname }: Readonly<Pick<URL, 'protocol' | 'hostname'>>): boolean {
  if (!/^https?:$/.test(protocol)) return true;
  const host = hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  // Unique local and link-local addresses, and those of IPv4 that the URL parser has turned into IPv6.
  if (host.includes(':')) return /^(::1?$|f[cd]|fe[89ab]|::ffff:)/.test(host);
  if (/^[\d.]+$/.test(host)) {
    return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host);
  }
  return !host.includes('.') || /\.(localhost|local|internal|test|home\.arpa|lan)$/.test(host);
}
