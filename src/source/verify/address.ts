import { BlockList, isIP } from 'node:net';

/** https://www.iana.org/assignments/iana-ipv4-special-registry, with multicast and what is reserved. */
const NOT_PUBLIC_V4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
  192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`;
/** https://www.iana.org/assignments/ipv6-unicast-address-assignments: all else is local, reserved or multicast. */
const UNICAST_V6 = '2000::/3';
/** https://www.iana.org/assignments/iana-ipv6-special-registry within it; Teredo and 6to4 hold any IPv4 address. */
const NOT_PUBLIC_V6 = '2001::/23 2001:db8::/32 2002::/16 3fff::/20';
/** RFC 6052: the last 32 bits are an IPv4 address. */
const NAT64 = '64:ff9b::/96';

function blockList(nets: string, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const net of nets.split(/\s+/)) {
    const [address = '', bits] = net.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const notPublicV4 = blockList(NOT_PUBLIC_V4, 'ipv4');
const unicastV6 = blockList(UNICAST_V6, 'ipv6');
const notPublicV6 = blockList(NOT_PUBLIC_V6, 'ipv6');
const nat64 = blockList(NAT64, 'ipv6');

/** @returns whether an IP address is one of the public internet; false for what is no address */
export function isPublicAddress(text: string): boolean {
  const [address = ''] = text.split('%');
  switch (isIP(address)) {
    case 4:
      return !notPublicV4.check(address, 'ipv4');
    case 6:
      if (nat64.check(address, 'ipv6')) return isPublicAddress(lastIPv4(address));
      return unicastV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
    default:
      return false;
  }
}

function lastIPv4(address: string): string {
  // A URL writes the address in its one short form.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':');
  return groups
    .slice(-2)
    .map((group) => Number.parseInt(group || '0', 16))
    .flatMap((word) => [word >> 8, word & 0xff])
    .join('.');
}
