import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../../src/source/verify/address.ts';

describe('addresses of the public internet', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '140.82.121.5',
    '172.15.255.255',
    '172.32.0.1',
    '2606:50c0:8000::153',
    '64:ff9b::8c52:7905',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(true));
});

describe('all others', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001:0:1::1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::',
    '64:ff9b:1::1',
    '',
    'localhost',
    '1.1.1',
    'example.org',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false));

  test('no text makes it fail, and none that is no address passes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!/^[\da-f.:%]+$/i.test(text)) expect(isPublicAddress(text)).toBe(false);
        else isPublicAddress(text);
      }),
    );
  });
});
