/* Texts that other parsers stumble over, worked through by our rules: one table for each kind of hostspec. */
#include "core/target/pl-hostspec.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#define X10(text) text text text text text text text text text text
#define LABEL_63  X10 ("abcdef") "abc"
#define LABELS_3  LABEL_63 "." LABEL_63 "." LABEL_63 "."

/* clang-format off */

/* They are their own canonical form. */
static const char *const ipv4[] = {
  "0.0.0.0", "0.0.0.1", "0.0.1.0", "0.1.0.0", "1.0.0.0", "1.2.3.4", "4.3.2.1", "8.8.8.8", "9.255.255.255", "10.0.0.0",
  "10.8.16.32", "10.255.255.255", "11.0.0.0", "63.62.61.60", "77.88.21.11", "99.100.101.102", "100.63.255.255",
  "100.64.0.0", "100.127.255.255", "100.128.0.0", "126.255.255.255", "127.0.0.0", "127.0.0.1", "127.0.1.1",
  "127.255.255.255", "128.0.0.0", "128.9.176.32", "169.253.255.255", "169.254.0.0", "169.254.169.254",
  "169.254.255.255", "169.255.0.0", "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0", "187.17.18.19",
  "192.0.0.0", "192.0.0.255", "192.0.1.0", "192.0.2.0", "192.0.2.33", "192.0.2.235", "192.0.3.0", "192.88.99.0",
  "192.88.100.0", "192.167.255.255", "192.168.0.0", "192.168.140.255", "192.168.255.255", "192.169.0.0",
  "192.175.48.6", "198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0", "198.51.100.42", "198.51.101.0",
  "203.0.112.255", "203.0.113.6", "203.0.114.0", "204.71.177.5", "204.71.177.75", "223.255.255.255", "224.0.0.0",
  "224.0.0.251", "232.1.2.3", "239.255.255.255", "240.0.0.1", "249.249.249.249", "250.250.250.250", "254.254.254.254",
  "255.0.0.0", "255.255.0.0", "255.255.255.0", "255.255.255.254", "255.255.255.255",
};

static const struct
{
  const char *text;
  const char *canonical;
  const char *zone;
  int prefix_length;
} ipv6[] = {
  { "::", "::", NULL, -1 },
  { "::0", "::", NULL, -1 },
  { "0::", "::", NULL, -1 },
  { "0::0", "::", NULL, -1 },
  { "::0:0", "::", NULL, -1 },
  { "0:0::", "::", NULL, -1 },
  { "::0000:0000:0000:0000:0000:0000:0000", "::", NULL, -1 },
  { "0000:0000:0000:0000:0000:0000:0000:0000", "::", NULL, -1 },
  { "0:0:0:0:0:0:0:0", "::", NULL, -1 },
  { "0:0:0:0:0:0:0::", "::", NULL, -1 },
  { "::0:0:0:0:0:0:0", "::", NULL, -1 },
  { "0:0:0:0::0:0:0", "::", NULL, -1 },
  { "::0.0.0.0", "::", NULL, -1 },
  { "::1", "::1", NULL, -1 },
  { "::01", "::1", NULL, -1 },
  { "::0001", "::1", NULL, -1 },
  { "0::1", "::1", NULL, -1 },
  { "0:0:0:0:0:0:0:1", "::1", NULL, -1 },
  { "0000:0000:0000:0000:0000:0000:0000:0001", "::1", NULL, -1 },
  { "::0.0.0.1", "::1", NULL, -1 },
  { "0:0:0:0:0:0:0.0.0.1", "::1", NULL, -1 },
  { "::2", "::2", NULL, -1 },
  { "::f", "::f", NULL, -1 },
  { "::F", "::f", NULL, -1 },
  { "::ffff", "::ffff", NULL, -1 },
  { "::1:0", "::1:0", NULL, -1 },
  { "::1:1", "::1:1", NULL, -1 },
  { "::1:2", "::1:2", NULL, -1 },
  { "::1:2:3:4", "::1:2:3:4", NULL, -1 },
  { "::1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7", NULL, -1 },
  { "1::", "1::", NULL, -1 },
  { "1:0:0:0:0:0:0:0", "1::", NULL, -1 },
  { "1::8", "1::8", NULL, -1 },
  { "1::7:8", "1::7:8", NULL, -1 },
  { "1::6:7:8", "1::6:7:8", NULL, -1 },
  { "1::5:6:7:8", "1::5:6:7:8", NULL, -1 },
  { "1::4:5:6:7:8", "1::4:5:6:7:8", NULL, -1 },
  { "1::3:4:5:6:7:8", "1:0:3:4:5:6:7:8", NULL, -1 },
  { "1:2::8", "1:2::8", NULL, -1 },
  { "1:2:3::8", "1:2:3::8", NULL, -1 },
  { "1:2:3:4::8", "1:2:3:4::8", NULL, -1 },
  { "1:2:3:4:5::8", "1:2:3:4:5::8", NULL, -1 },
  { "1:2:3:4:5:6::8", "1:2:3:4:5:6:0:8", NULL, -1 },
  { "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", NULL, -1 },
  { "::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8", NULL, -1 },
  { "::3:4:5:6:7:8", "::3:4:5:6:7:8", NULL, -1 },
  { "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", NULL, -1 },
  { "1:0:2:0:3:0:4:0", "1:0:2:0:3:0:4:0", NULL, -1 },
  { "0:1:0:1:0:1:0:1", "0:1:0:1:0:1:0:1", NULL, -1 },
  { "1:0:0:1:0:0:0:1", "1:0:0:1::1", NULL, -1 },
  { "1:0:0:0:1:0:0:1", "1::1:0:0:1", NULL, -1 },
  { "1:0:0:1:1:0:0:1", "1::1:1:0:0:1", NULL, -1 },
  { "0:0:1:2:0:0:3:4", "::1:2:0:0:3:4", NULL, -1 },
  { "0:0:1:1:0:0:0:0", "0:0:1:1::", NULL, -1 },
  { "0:0:0:1:0:0:0:0", "0:0:0:1::", NULL, -1 },
  { "0:0:0:0:1:0:0:0", "::1:0:0:0", NULL, -1 },
  { "a:b:c:d:e:f:0:0", "a:b:c:d:e:f::", NULL, -1 },
  { "0:0:c:d:e:f:a:b", "::c:d:e:f:a:b", NULL, -1 },
  { "A:B:C:D:E:F:AB:CD", "a:b:c:d:e:f:ab:cd", NULL, -1 },
  { "aAaA:Bb:0cCc::", "aaaa:bb:ccc::", NULL, -1 },
  { "1090::8:800:200C:417A", "1090::8:800:200c:417a", NULL, -1 },
  { "1080:0:0:0:8:800:200C:417A", "1080::8:800:200c:417a", NULL, -1 },
  { "FF01:0:0:0:0:0:0:43", "ff01::43", NULL, -1 },
  { "2001:db8::ff00:42:8329", "2001:db8::ff00:42:8329", NULL, -1 },
  { "2001:0db8:0000:0000:0000:ff00:0042:8329", "2001:db8::ff00:42:8329", NULL, -1 },
  { "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "2001:db8:85a3::8a2e:370:7334", NULL, -1 },
  { "2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3:8d3:1319:8a2e:370:7348", NULL, -1 },
  { "2001:4860:0000:2001:0000:0000:0000:0068", "2001:4860:0:2001::68", NULL, -1 },
  { "2001:4860:0:2001::68", "2001:4860:0:2001::68", NULL, -1 },
  { "2001:500:2f::f", "2001:500:2f::f", NULL, -1 },
  { "2001:0:0:4::8", "2001:0:0:4::8", NULL, -1 },
  { "2001:0::1:0", "2001::1:0", NULL, -1 },
  { "fd7a:115c:a1e0:ab12:4843:cd96:626b:430b", "fd7a:115c:a1e0:ab12:4843:cd96:626b:430b", NULL, -1 },
  { "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, -1 },
  { "FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL, -1 },
  { "fe80::202:b3ff:fe1e:8329", "fe80::202:b3ff:fe1e:8329", NULL, -1 },
  { "::ffff:0:0", "::ffff:0.0.0.0", NULL, -1 },
  { "::ffff:0.0.0.0", "::ffff:0.0.0.0", NULL, -1 },
  { "::ffff:c000:280", "::ffff:192.0.2.128", NULL, -1 },
  { "::FFFF:C0A8:8CFF", "::ffff:192.168.140.255", NULL, -1 },
  { "::ffff:192.168.140.255", "::ffff:192.168.140.255", NULL, -1 },
  { "0:0:0:0:0:ffff:1.2.3.4", "::ffff:1.2.3.4", NULL, -1 },
  { "0000:0000:0000:0000:0000:ffff:c0a8:5e4", "::ffff:192.168.5.228", NULL, -1 },
  { "::0:ffff:1.2.3.4", "::ffff:1.2.3.4", NULL, -1 },
  { "::ffff:1:1", "::ffff:0.1.0.1", NULL, -1 },
  { "::ffff:ffff:ffff", "::ffff:255.255.255.255", NULL, -1 },
  { "::1:ffff:1.2.3.4", "::1:ffff:102:304", NULL, -1 },
  { "1::ffff:1.2.3.4", "1::ffff:102:304", NULL, -1 },
  { "::ffff:0:1.2.3.4", "::ffff:0:102:304", NULL, -1 },
  { "::fffe:1.2.3.4", "::fffe:102:304", NULL, -1 },
  { "::1.2.3.4", "::102:304", NULL, -1 },
  { "::192.168.0.1", "::c0a8:1", NULL, -1 },
  { "::127.0.0.1", "::7f00:1", NULL, -1 },
  { "0:0:0:0:0:0:255.255.255.255", "::ffff:ffff", NULL, -1 },
  { "1:2:3:4:5:6:77.77.88.88", "1:2:3:4:5:6:4d4d:5858", NULL, -1 },
  { "1:2:3:4:5::1.2.3.4", "1:2:3:4:5:0:102:304", NULL, -1 },
  { "::2:3:4:5:6:1.2.3.4", "0:2:3:4:5:6:102:304", NULL, -1 },
  { "1::1.2.3.4", "1::102:304", NULL, -1 },
  { "64:ff9b::192.0.2.33", "64:ff9b::c000:221", NULL, -1 },
  { "2002:c000:204::", "2002:c000:204::", NULL, -1 },
  { "fe80::5efe:1.2.3.4", "fe80::5efe:102:304", NULL, -1 },

  { "fe80::1%eth0", "fe80::1", "eth0", -1 },
  { "fe80::1%1", "fe80::1", "1", -1 },
  { "fe80::1%0", "fe80::1", "0", -1 },
  { "fe80::1%01", "fe80::1", "01", -1 },
  { "fe80::1%4294967296", "fe80::1", "4294967296", -1 },
  { "fe80::1%25", "fe80::1", "25", -1 },
  { "fe80::1%25eth0", "fe80::1", "25eth0", -1 },
  { "fe80::1%%", "fe80::1", "%", -1 },
  { "fe80::1%eth0%1", "fe80::1", "eth0%1", -1 },
  { "fe80::1%en0.100", "fe80::1", "en0.100", -1 },
  { "fe80::1%eth0:1", "fe80::1", "eth0:1", -1 },
  { "fe80::1%br-1234_a@b", "fe80::1", "br-1234_a@b", -1 },
  { "fe80::1%ETH0", "fe80::1", "ETH0", -1 },
  { "fe80::1%]", "fe80::1", "]", -1 },
  { "fe80::1%\xc3\xa9", "fe80::1", "\xc3\xa9", -1 },
  { "::1%lo", "::1", "lo", -1 },
  { "::%z", "::", "z", -1 },
  { "1::%1", "1::", "1", -1 },
  { "2001:db8::%scope", "2001:db8::", "scope", -1 },
  { "::ffff:1.2.3.4%eth0", "::ffff:1.2.3.4", "eth0", -1 },
  { "1:2:3:4:5:6:7:8%9", "1:2:3:4:5:6:7:8", "9", -1 },
  { "fd7a:115c:a1e0:ab12:4843:cd96:626b:430b%eth0", "fd7a:115c:a1e0:ab12:4843:cd96:626b:430b", "eth0", -1 },
  { "fe80::1%eth0/64", "fe80::1", "eth0", 64 },
  { "fe80::1%0/0", "fe80::1", "0", 0 },
  { "fe80::1%a%b/128", "fe80::1", "a%b", 128 },
  { "::/0", "::", NULL, 0 },
  { "::/128", "::", NULL, 128 },
  { "::1/9", "::1", NULL, 9 },
  { "::1/10", "::1", NULL, 10 },
  { "::1/99", "::1", NULL, 99 },
  { "::1/100", "::1", NULL, 100 },
  { "2001:db8::/32", "2001:db8::", NULL, 32 },
  { "2001:db8::1/64", "2001:db8::1", NULL, 64 },
  { "::ffff:1.2.3.4/96", "::ffff:1.2.3.4", NULL, 96 },
  { "::1.2.3.4/128", "::102:304", NULL, 128 },
  { "1:2:3:4:5:6:7:8/127", "1:2:3:4:5:6:7:8", NULL, 127 },
};

static const struct
{
  const char *text;
  const char *canonical;
} integers[] = {
  { "0", "0.0.0.0" },
  { "1", "0.0.0.1" },
  { "9", "0.0.0.9" },
  { "10", "0.0.0.10" },
  { "127", "0.0.0.127" },
  { "256", "0.0.1.0" },
  { "65535", "0.0.255.255" },
  { "65536", "0.1.0.0" },
  { "16777216", "1.0.0.0" },
  { "16909060", "1.2.3.4" },
  { "2130706433", "127.0.0.1" },
  { "2147483647", "127.255.255.255" },
  { "2147483648", "128.0.0.0" },
  { "3221226219", "192.0.2.235" },
  { "3232235777", "192.168.1.1" },
  { "3427250507", "204.71.177.75" },
  { "3689947119", "219.240.31.239" },
  { "4294967295", "255.255.255.255" },
  { "0x0", "0.0.0.0" },
  { "0x00", "0.0.0.0" },
  { "0x1", "0.0.0.1" },
  { "0xf", "0.0.0.15" },
  { "0xF", "0.0.0.15" },
  { "0x7f000001", "127.0.0.1" },
  { "0x7F000001", "127.0.0.1" },
  { "0xC0000280", "192.0.2.128" },
  { "0xCC47B14B", "204.71.177.75" },
  { "0xffffffff", "255.255.255.255" },
  { "0x00000000", "0.0.0.0" },
  { "#x0", "0.0.0.0" },
  { "#x1", "0.0.0.1" },
  { "#xCC47B14B", "204.71.177.75" },
  { "#XCC47B14B", "204.71.177.75" },
  { "#xcc47b14b", "204.71.177.75" },
  { "#xFFFFFFFF", "255.255.255.255" },
  { "#x00000001", "0.0.0.1" },
};

static const struct
{
  const char *text;
  const char *ascii; /* (nullable): as typed */
} names[] = {
  { "localhost", NULL },
  { "localhost.", NULL },
  { "LOCALHOST", NULL },
  { "a", NULL },
  { "a.b", NULL },
  { "a.b.", NULL },
  { "x1", NULL },
  { "1x", NULL },
  { "0xg", NULL },
  { "0xy.", NULL },
  { "0b1", NULL },
  { "0o7", NULL },
  { "1e3", NULL },
  { "0x1p3", NULL },
  { "1_000", NULL },
  { "0x1_0", NULL },
  { "1-2", NULL },
  { "0-0.0-0", NULL },
  { "1.2.3.4a", NULL },
  { "1.2.3.4.a", NULL },
  { "1.2.3.4.example.com", NULL },
  { "1.2.3.0xg", NULL },
  { "127.0.0.1x", NULL },
  { "09.com", NULL },
  { "256.256.256.256.com", NULL },
  { "0x7f.example", NULL },
  { "dead", NULL },
  { "face.b00c", NULL },
  { "fe80", NULL },
  { "ffff", NULL },
  { "3com.com", NULL },
  { "0.pool.ntp.org", NULL },
  { "_", NULL },
  { "_a", NULL },
  { "a_", NULL },
  { "a_b", NULL },
  { "_._", NULL },
  { "__", NULL },
  { "_443._tcp.www.example.com", NULL },
  { "_dmarc.example.com.", NULL },
  { "a-b", NULL },
  { "a--b", NULL },
  { "ab--cd", NULL },
  { "a-_-b", NULL },
  { "r3---sn-apo3qvuoxuxbt-j5pe.googlevideo.com", NULL },
  { "xn--bcher-kva.example", NULL },
  { "XN--BCHER-KVA.example", NULL },
  { "xn--0.pt", NULL },
  { "xn--zzzzzz", NULL },
  { "xn--a", NULL },
  { "xn--9999999999", NULL },
  { "www.example.com", NULL },
  { "WWW.EXAMPLE.COM", NULL },
  { "1.2.3.4.in-addr.arpa", NULL },
  { "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa", NULL },
  { LABEL_63, NULL },
  { LABEL_63 ".", NULL },
  { LABEL_63 "." LABEL_63, NULL },
  { LABELS_3 X10 ("ghijkl") "m", NULL },
  { LABELS_3 X10 ("ghijkl") "m.", NULL },
  { X10 (X10 ("a.")) "a", NULL },

  { "b\xc3\xbc" "cher.example", "xn--bcher-kva.example" },
  { "b\xc3\xbc" "cher.example.", "xn--bcher-kva.example." },
  { "B\xc3\x9c" "CHER.example", "xn--bcher-kva.example" },
  { "bu\xcc\x88" "cher.example", "xn--bcher-kva.example" },
  { "\xc3\xbc", "xn--tda" },
  { "a-\xc3\xbc", "xn--a--yka" },
  { "_\xc3\xbc", "xn--_-eha" },
  { "\xe2\x98\x83.net", "xn--n3h.net" },
  { "\xf0\x9f\x92\xa9.la", "xn--ls8h.la" },
  { "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e.jp", "xn--wgv71a119e.jp" },
  { "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x80\x82\xef\xbc\xaa\xef\xbc\xb0", "xn--wgv71a119e.jp" },
  { "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.\xd0\xb8\xd1\x81\xd0\xbf\xd1\x8b\xd1\x82\xd0\xb0\xd0\xbd\xd0\xb8\xd0\xb5",
    "xn--e1afmkfd.xn--80akhbyknj4f" },
  { "a\xe3\x80\x82" "b", "a.b" },
  { "a\xef\xbc\x8e" "b", "a.b" },
  { "a\xef\xbd\xa1" "b", "a.b" },
  { "com\xe3\x80\x82", "com." },
  { "\xef\xbc\xa1.com", "a.com" },
  { "\xef\xbc\xa7\xef\xbc\xaf.com", "go.com" },
  { "ex\xc2\xad" "ample.com", "example.com" },
  { "\xef\xbd\x98\xef\xbc\x91", "x1" },
  { "\xd9\xa3.\xd9\xa4", "xn--cib.xn--dib" },
};

/* What follows is refused; some of it the system would have taken for an address. */
static const struct
{
  const char *text;
  const char *reading;
} invalid[] = {
  { "127.1", "127.0.0.1" },
  { "127.0.1", "127.0.0.1" },
  { "127.00.00.1", "127.0.0.1" },
  { "127.0.0.01", "127.0.0.1" },
  { "127.0.0.0x1", "127.0.0.1" },
  { "127.0x000000001", "127.0.0.1" },
  { "0x7f.1", "127.0.0.1" },
  { "0x7F.0.0.1", "127.0.0.1" },
  { "0177.0.0.1", "127.0.0.1" },
  { "0177.1", "127.0.0.1" },
  { "0x7f.0x0.0x0.0x1", "127.0.0.1" },
  { "017700000001", "127.0.0.1" },
  { "0x00000007f", "0.0.0.127" },
  { "010.1.1.1", "8.1.1.1" },
  { "010.010.010.010", "8.8.8.8" },
  { "0300.1", "192.0.0.1" },
  { "0300.0250.01.0001", "192.168.1.1" },
  { "0xc0.0250.01", "192.168.0.1" },
  { "0xC0.0xA8.0x1.0x1", "192.168.1.1" },
  { "192.0x00A80001", "192.168.0.1" },
  { "192.168.257", "192.168.1.1" },
  { "192.168.65535", "192.168.255.255" },
  { "192.16777215", "192.255.255.255" },
  { "1.2.3", "1.2.0.3" },
  { "1.2", "1.0.0.2" },
  { "0.0", "0.0.0.0" },
  { "0.1", "0.0.0.1" },
  { "00", "0.0.0.0" },
  { "000", "0.0.0.0" },
  { "01", "0.0.0.1" },
  { "07", "0.0.0.7" },
  { "00000000000000000000000000", "0.0.0.0" },
  { "0.0.0.00", "0.0.0.0" },
  { "00.0.0.0", "0.0.0.0" },
  { "000.000.000.000", "0.0.0.0" },
  { "01.02.03.04", "1.2.3.4" },
  { "1.2.3.04", "1.2.3.4" },
  { "1.2.3.004", "1.2.3.4" },
  { "255.255.255.0377", "255.255.255.255" },
  { "0377.0377.0377.0377", "255.255.255.255" },
  { "0xff.0xff.0xff.0xff", "255.255.255.255" },
  { "0xffffffff.", NULL },
  { "037777777777", "255.255.255.255" },
  { "040000000000", NULL },
  { "1.2.3.4 5", "1.2.3.4" },
  { "127.0.0.1 localhost", "127.0.0.1" },
  { "127.1 x", "127.0.0.1" },
  { "1 2", "0.0.0.1" },
  { "1.2.3.4\tb", "1.2.3.4" },

  { "4294967296", NULL },
  { "4294967297", NULL },
  { "8589934592", NULL },
  { "18446744073709551616", NULL },
  { "99999999999999999999999999999999999999999", NULL },
  { "340282366920938463463374607431768211455", NULL },
  { "0x100000000", NULL },
  { "0x123456789", NULL },
  { "0xCC47B14B0", NULL },
  { "#x100000000", NULL },
  { "#xFFFFFFFFF", NULL },
  { "#x000000001", NULL },
  { "0x", NULL },
  { "0X", NULL },
  { "0x.", NULL },
  { "#x", NULL },
  { "#X", NULL },
  { "#", NULL },
  { "#1", NULL },
  { "#xg", NULL },
  { "#x-1", NULL },
  { "#x 1", NULL },
  { "#x1.2", NULL },
  { "##x1", NULL },
  { "#b1010", NULL },
  { "#o17", NULL },
  { "-1", NULL },
  { "+1", NULL },
  { "1.", NULL },
  { "1..", NULL },
  { "08", NULL },
  { "09", NULL },
  { "089", NULL },

  { "1.2.3.4.", NULL },
  { "1.2.3.4..", NULL },
  { "1.2.3.", NULL },
  { "1.2.", NULL },
  { ".1.2.3.4", NULL },
  { "..1.2.3.4", NULL },
  { "1..2.3.4", NULL },
  { "1...4", NULL },
  { "1.2..4", NULL },
  { "...", NULL },
  { "....", NULL },
  { "0..0x300", NULL },
  { "1.2.3.4.5", NULL },
  { "0.0.0.0.0", NULL },
  { "1.2.3.4.5.6.7.8", NULL },
  { "256.0.0.1", NULL },
  { "256.1.1.1", NULL },
  { "1.256.1.1", NULL },
  { "1.1.256.1", NULL },
  { "1.1.1.256", NULL },
  { "1.1.1.1000", NULL },
  { "260.2.3.4", NULL },
  { "300.0.0.0", NULL },
  { "999.999.999.999", NULL },
  { "1.2.3.4294967296", NULL },
  { "10000.0.0.1", NULL },
  { "0256.1.1.1", "174.1.1.1" },
  { "0400.0.0.1", NULL },
  { "0x100.0.0.1", NULL },
  { "256.256", NULL },
  { "1.16777216", NULL },
  { "1.2.65536", NULL },
  { "08.1.1.1", NULL },
  { "1.2.3.08", NULL },
  { "1.2.3.09", NULL },
  { "1.2.3.0x", NULL },
  { "foo.0", NULL },
  { "foo.1", NULL },
  { "foo.09", NULL },
  { "foo.0x", NULL },
  { "foo.0x1", NULL },
  { "foo.0x4.", NULL },
  { "foo.0xdeadbeef", NULL },
  { "foo.0XFfFfFfFfFfFfFfFfFfAcE123", NULL },
  { "foo.2.", NULL },
  { "foo.2..", NULL },
  { "foo.1.2.3.4", NULL },
  { "a.b.c.127", NULL },
  { "-1.2.3.4", NULL },
  { "+1.2.3.4", NULL },
  { "1.-2.3.4", NULL },
  { "1.2.3.+4", NULL },
  { "1,2,3,4", NULL },
  { "1:2:3.4", NULL },
  { "1.2.3.4/", NULL },
  { "1.2.3.4/0", NULL },
  { "1.2.3.4/8", NULL },
  { "1.2.3.4/24", NULL },
  { "1.2.3.4/255.255.255.0", NULL },
  { "1.2.3.4%", NULL },
  { "1.2.3.4%1", NULL },
  { "1.2.3.4%eth0", NULL },
  { "1.2.3.4%25eth0", NULL },
  { "1.2.3.4:80", NULL },
  { "1.2.3.4:", NULL },
  { "[1.2.3.4]", NULL },
  { "1.2.3.4]", NULL },
  { "1.2.3.4\n5", "1.2.3.4" },

  { ":", NULL },
  { ":::", NULL },
  { "::::", NULL },
  { ":1", NULL },
  { "1:", NULL },
  { ":1:", NULL },
  { "::1:", NULL },
  { ":::1", NULL },
  { "1:::", NULL },
  { "1:::2", NULL },
  { "::1::", NULL },
  { "1::2::3", NULL },
  { "1::2:3::4", NULL },
  { ":1::2", NULL },
  { "1::2:", NULL },
  { "1:2", NULL },
  { "1:2:3", NULL },
  { "1:2:3:4:5:6:7", NULL },
  { "1:2:3:4:5:6:7:", NULL },
  { ":1:2:3:4:5:6:7", NULL },
  { ":2:3:4:5:6:7:8", NULL },
  { "1:2:3:4:5:6:7:8:", NULL },
  { ":1:2:3:4:5:6:7:8", NULL },
  { "1:2:3:4:5:6:7:8:9", NULL },
  { "1:2:3:4:5:6:7:8::", NULL },
  { "::1:2:3:4:5:6:7:8", NULL },
  { "1:2:3:4::5:6:7:8", NULL },
  { "1::2:3:4:5:6:7:8:9", NULL },
  { "12345::", NULL },
  { "::12345", NULL },
  { "::00001", NULL },
  { "00000::", NULL },
  { "0:0:0:0:0:0:0:00000", NULL },
  { "1:2:3:4:5:6:7:88888", NULL },
  { "fffff::1", NULL },
  { "::10000", NULL },
  { "g::", NULL },
  { "::g", NULL },
  { "::fffg", NULL },
  { "2001:db8::xyz", NULL },
  { "::0x1", NULL },
  { "::-1", NULL },
  { "::+1", NULL },
  { "-::1", NULL },
  { "02001:0000:1234:0000:0000:C1C0:ABCD:0876", NULL },
  { "2001:0000:1234:0000:00001:C1C0:ABCD:0876", NULL },
  { "2001:0000:1234:0000:0000:C1C0:ABCD:0876 0", NULL },
  { "2001:0000:1234: 0000:0000:C1C0:ABCD:0876", NULL },
  { "3ffe:0b00:0000:0001:0000:0000:000a", NULL },
  { "FF02:0000:0000:0000:0000:0000:0000:0000:0001", NULL },
  { "3ffe:b00::1::a", NULL },
  { "::1111:2222:3333:4444:5555:6666::", NULL },
  { "1111:2222:3333:4444:5555:6666:7777", NULL },
  { "1111:2222:3333:4444:5555:6666:7777:8888:9999", NULL },
  { "11112222:3333:4444:5555:6666:1.2.3.4", NULL },
  { "::1.2.3", NULL },
  { "::1.2", NULL },
  { "::1.", NULL },
  { "::.1", NULL },
  { "::.1.2.3", NULL },
  { "::1..2.3", NULL },
  { "::1.2.3.", NULL },
  { "::1.2.3.4.", NULL },
  { "::1.2.3.4.5", NULL },
  { "1::1.2.3.4.5", NULL },
  { "::1.2.3.256", NULL },
  { "::256.2.3.4", NULL },
  { "::1.2.3.1000", NULL },
  { "::1.2.3.04", NULL },
  { "::01.2.3.4", NULL },
  { "::00.0.0.0", NULL },
  { "::1.2.3.0x4", NULL },
  { "::1.2.3.a", NULL },
  { "::a.2.3.4", NULL },
  { "::1a.2.3.4", NULL },
  { "::1.2.3.4:5", NULL },
  { "::1.2.3.4:", NULL },
  { "::1.2.3.4::", NULL },
  { "1.2.3.4::", NULL },
  { "1.2.3.4::5", NULL },
  { "1.2.3.4:1.2.3.4", NULL },
  { "::1.2.3.4:1.2.3.4", NULL },
  { "1:2:3:4:5:6:7:1.2.3.4", NULL },
  { "1:2:3:4:5:6:7:8:1.2.3.4", NULL },
  { "1:2:3:4:5:1.2.3.4", NULL },
  { "1:2:3:4:1.2.3.4:5", NULL },
  { "::1:2:3:4:5:6:7:1.2.3.4", NULL },
  { "1:2:3:4:5:6:.1.2.3", NULL },
  { "::ffff:1.2.3.4.5", NULL },
  { "::ffff:127.0.0.0x0.1", NULL },
  { "::ffff:.1.2.3.4", NULL },
  { "::ffff:1.2.3.256", NULL },
  { "::ffff:012.4.5.6", NULL },
  { "::ffff:2.3", NULL },
  { "::ffff:257.1.2.3", NULL },
  { "::ffff:287.23.45.1", NULL },
  { "1:2:3:4:5:6:7:8.1.2.3", NULL },
  { "2001:0:65.55.158.118:1:2:3:4", NULL },

  { "fe80::1%", NULL },
  { "::1%", NULL },
  { "::%", NULL },
  { "%", NULL },
  { "%eth0", NULL },
  { "%1::", NULL },
  { "fe80::%/64", NULL },
  { "fe80::1%eth 0", NULL },
  { "fe80::1% eth0", NULL },
  { "fe80::1 %eth0", NULL },
  { "fe80::1%eth0\tx", NULL },
  { "fe80::1%eth\x01", NULL },
  { "fe80::1%\x7f", NULL },
  { "fe80::1%\xc2\xa0", NULL },
  { "fe80::1%a\xe2\x80\xa8" "b", NULL },
  { "fe80::1%\xff", NULL },
  { "fe80::1%eth0/", NULL },
  { "fe80::1%eth0/-1", NULL },
  { "fe80::1%eth0/129", NULL },
  { "fe80::1%eth0/064", NULL },
  { "fe80::1%eth0/64/64", NULL },
  { "fe80::1%a/b", NULL },
  { "fe80::1%/", NULL },
  { "fe80::1/64%eth0", NULL },
  { "fe80:%eth0:1", NULL },
  { "fe80%eth0::1", NULL },
  { "localhost%1", NULL },
  { "::1/", NULL },
  { "::1/129", NULL },
  { "::1/200", NULL },
  { "::1/999", NULL },
  { "::1/1000", NULL },
  { "::1/00", NULL },
  { "::1/01", NULL },
  { "::1/064", NULL },
  { "::1/0128", NULL },
  { "::1/-1", NULL },
  { "::1/-0", NULL },
  { "::1/+64", NULL },
  { "::1/ 64", NULL },
  { "::1 /64", NULL },
  { "::1//64", NULL },
  { "::1/64/", NULL },
  { "::1/64/32", NULL },
  { "::1/0x40", NULL },
  { "::1/6a", NULL },
  { "::1/a", NULL },
  { "::1/1.0", NULL },
  { "::1/ffff::", NULL },
  { "::1/\xd9\xa6", NULL },
  { "::1/340282366920938463463374607431768211456", NULL },
  { "/", NULL },
  { "/64", NULL },
  { "localhost/8", NULL },

  { "[::1]", NULL },
  { "[::1", NULL },
  { "::1]", NULL },
  { "[]", NULL },
  { "[", NULL },
  { "]", NULL },
  { "[::1]:80", NULL },
  { "[::1]:http", NULL },
  { "[fe80::1%25eth0]:80", NULL },
  { "[fe80::1%eth0]", NULL },
  { "[localhost]", NULL },
  { "[1.2.3.4]:80", NULL },
  { "::1:http", NULL },
  { "localhost:80", NULL },
  { "localhost:http", NULL },
  { "localhost:", NULL },
  { ":80", NULL },
  { "http://localhost", NULL },
  { "//localhost", NULL },
  { "a:b@c", NULL },

  { ".", NULL },
  { "..", NULL },
  { ".a", NULL },
  { "..a", NULL },
  { "a..", NULL },
  { "a..b", NULL },
  { "a.b..", NULL },
  { "localhost..", NULL },
  { "-", NULL },
  { "--", NULL },
  { "-a", NULL },
  { "a-", NULL },
  { "-a-", NULL },
  { "a.-b", NULL },
  { "a-.b", NULL },
  { "a.b-", NULL },
  { "a.b-.", NULL },
  { "a.-.b", NULL },
  { "xn--", NULL },
  { "xn--.com", NULL },
  { "a b", NULL },
  { "a\tb", NULL },
  { "a\nb", NULL },
  { "a\rb", NULL },
  { "a\x01", NULL },
  { "\x01" "a", NULL },
  { "a\x1f" "b", NULL },
  { "a\x7f" "b", NULL },
  { "a\xc2\x80" "b", NULL },
  { "a\xc2\x85" "b", NULL },
  { "a\xc2\xa0" "b", NULL },
  { "a\xe2\x80\x83" "b", NULL },
  { "a\xe3\x80\x80" "b", NULL },
  { "a!b", NULL }, { "a\"b", NULL }, { "a#b", NULL }, { "a$b", NULL }, { "a%b", NULL }, { "a&b", NULL },
  { "a'b", NULL }, { "a(b", NULL }, { "a)b", NULL }, { "a*b", NULL }, { "a+b", NULL }, { "a,b", NULL },
  { "a/b", NULL }, { "a:b", NULL }, { "a;b", NULL }, { "a<b", NULL }, { "a=b", NULL }, { "a>b", NULL },
  { "a?b", NULL }, { "a@b", NULL }, { "a[b", NULL }, { "a\\b", NULL }, { "a]b", NULL }, { "a^b", NULL },
  { "a`b", NULL }, { "a{b", NULL }, { "a|b", NULL }, { "a}b", NULL }, { "a~b", NULL }, { "*.example", NULL },
  { "%41.com", NULL },
  { "ho%20st", NULL },
  { "%00", NULL },
  { LABEL_63 "a", NULL },
  { "a." LABEL_63 "a.b", NULL },
  { LABELS_3 X10 ("ghijkl") "mn", NULL },
  { LABELS_3 X10 ("ghijkl") "mn.", NULL },
  { LABELS_3 LABEL_63 "." LABEL_63, NULL },

  { "\xef\xbc\x91", NULL },
  { "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.\xef\xbc\x90.\xef\xbc\x90.\xef\xbc\x91", NULL },
  { "127\xe3\x80\x82" "0\xe3\x80\x82" "0\xe3\x80\x82" "1", NULL },
  { "1\xe2\x80\xa4" "2\xe2\x80\xa4" "3\xe2\x80\xa4" "4", NULL },
  { "\xef\xbc\x90\xef\xbc\xb8\xef\xbd\x83\xef\xbc\x90.\xef\xbc\x90\xef\xbc\x92\xef\xbc\x95\xef\xbc\x90.\xef\xbc\x90\xef\xbc\x91", NULL },
  { "a.\xef\xbc\x91", NULL },
  { "\xc2\xb9\xc2\xb2\xc2\xb3", NULL },
  { "\xef\xbc\x9a\xef\xbc\x9a\xef\xbc\x91", NULL },
  { "\xef\xbc\x85" "41.com", NULL },
  { "\xe2\x84\x80", NULL },
  { "a\xef\xbc\x8f" "b", NULL },
  { "-\xc3\xbc.de", NULL },
  { "\xc3\xbc-.de", NULL },
  { "de.\xc3\xbc-", NULL },
  { "\xe3\x80\x82", NULL },
  { "\xe3\x80\x82\xc3\xbc", NULL },
  { "\xc3\xbc..", NULL },
  { "\xc3\xbc\xe3\x80\x82\xe3\x80\x82", NULL },
  { "\xc3\xbc.\xe3\x80\x82", NULL },
  { "\xc3\xbc..b", NULL },
  { "xn--\xc3\xbc", NULL },
  { "\xc2\xad", NULL },
  { "a\xe2\x80\xae" "b", NULL },
  { "a\xe2\x80\x8e" "b", NULL },
  { "a\xef\xbf\xbd" "b", NULL },
  { "a\xef\xb7\x90" "b", NULL },

  { "\xff", NULL },
  { "\x80", NULL },
  { "a\xc3", NULL },
  { "\xc0\xb1", NULL },
  { "1\xc0\xae" "2.3.4", NULL },
  { "\xed\xa0\x80", NULL },
  { "\xf4\x90\x80\x80", NULL },
  { "::1\xff", NULL },
};

/* clang-format on */

static PlHostspec *
read_text (const char *text, PlHostspecKind kind)
{
  PlHostspec *hostspec = pl_hostspec_parse (text, -1, PL_USE_CONNECT, PL_FAMILY_NONE);

  if (hostspec->kind != kind)
    fail_msg ("“%s” is %s: %s", text, pl_hostspec_kind_to_string (hostspec->kind), hostspec->verdict.message);
  assert_true (g_utf8_validate (hostspec->verdict.message, -1, NULL));
  return hostspec;
}

static void
assert_text (const char *typed, const char *text, const char *expected)
{
  if (g_strcmp0 (text, expected) != 0)
    fail_msg ("“%s” gives “%s”, not “%s”", typed, text, expected);
}

/* Only the two address kinds pass the strict converter, and blanks around them only the lenient one. */
static void
assert_strict (const char *text, gboolean is_address)
{
  g_autofree char *with_blanks = g_strconcat (" ", text, "\n", NULL);
  PlAddressText parts;

  if (pl_address_parse (text, -1, &parts) != is_address)
    fail_msg ("“%s”: the strict converter says %d", text, !is_address);
  assert_int_equal (pl_address_parse_lenient (text, -1, &parts), is_address);
  assert_int_equal (pl_address_parse_lenient (with_blanks, -1, &parts), is_address);
  assert_false (pl_address_parse (with_blanks, -1, &parts));
}

static void
test_ipv4 (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (ipv4); i++)
    {
      g_autoptr (PlHostspec) hostspec = read_text (ipv4[i], PL_HOSTSPEC_IPV4);

      assert_text (ipv4[i], hostspec->text, ipv4[i]);
      assert_null (hostspec->reading);
      assert_strict (ipv4[i], TRUE);
    }
}

static void
test_ipv6 (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (ipv6); i++)
    {
      g_autoptr (PlHostspec) hostspec = read_text (ipv6[i].text, PL_HOSTSPEC_IPV6);

      assert_text (ipv6[i].text, hostspec->text, ipv6[i].canonical);
      assert_text (ipv6[i].text, hostspec->zone, ipv6[i].zone);
      assert_int_equal (hostspec->prefix_length, ipv6[i].prefix_length);
      assert_null (hostspec->reading);
      assert_strict (ipv6[i].text, TRUE);
    }
}

static void
test_integers (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_autoptr (PlHostspec) hostspec = read_text (integers[i].text, PL_HOSTSPEC_INTEGER);

      assert_text (integers[i].text, hostspec->text, integers[i].canonical);
      assert_strict (integers[i].text, FALSE);
    }
}

static void
test_names (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *ascii = names[i].ascii != NULL ? names[i].ascii : names[i].text;
      g_autoptr (PlHostspec) hostspec = read_text (names[i].text, PL_HOSTSPEC_NAME);
      g_autoptr (PlHostspec) again = read_text (hostspec->text, PL_HOSTSPEC_NAME);

      assert_text (names[i].text, hostspec->text, ascii);
      assert_text (hostspec->text, again->text, ascii);
      assert_strict (names[i].text, FALSE);
    }
}

static void
test_invalid (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (PlHostspec) hostspec = read_text (invalid[i].text, PL_HOSTSPEC_INVALID);

      assert_text (invalid[i].text, hostspec->reading, invalid[i].reading);
      assert_null (hostspec->text);
      assert_int_equal (hostspec->verdict.severity, PL_SEVERITY_ERROR);
      assert_strict (invalid[i].text, FALSE);
    }
}

/* Outer blanks change nothing but the verdict. */
static void
test_blanks (void **state)
{
  static const char *const blanks[] = { " ",        "\t",          "\n",       "\r\n",         "\v",
                                        "\f",       "\xc2\xa0",    "\xc2\x85", "\xe2\x80\x83", "\xe3\x80\x80",
                                        "  \t \n ", "\xe2\x80\xa8" };
  static const char *const texts[] = {
    "1.2.3.4", "::1%lo/64", "#x1", "127.1", "a..b", "localhost", "\xc3\xbc"
  };

  for (guint b = 0; b < G_N_ELEMENTS (blanks); b++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      {
        g_autofree char *typed = g_strconcat (blanks[b], texts[i], blanks[b], NULL);
        g_autoptr (PlHostspec) plain = pl_hostspec_parse (texts[i], -1, PL_USE_CONNECT, PL_FAMILY_NONE);
        g_autoptr (PlHostspec) trimmed = read_text (typed, plain->kind);

        assert_text (typed, trimmed->text, plain->text);
        assert_text (typed, trimmed->reading, plain->reading);
        assert_non_null (strstr (trimmed->verdict.message, "Blanks around it were left out."));
      }
}

/* A NUL is a byte like others: it ends nothing. */
static void
test_nul (void **state)
{
  static const char *const texts[] = {
    "1.2.3.4", "::1", "::1%lo", "::1/64", "#x1", "1", "127.1", "localhost"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize at = 0; at <= strlen (texts[i]); at++)
      {
        g_autoptr (GString) text = g_string_new (texts[i]);
        g_autoptr (PlHostspec) hostspec = NULL;
        PlAddressText parts;

        g_string_insert_c (text, (gssize) at, '\0');
        hostspec = pl_hostspec_parse (text->str, (gssize) text->len, PL_USE_CONNECT, PL_FAMILY_NONE);
        assert_int_equal (hostspec->kind, PL_HOSTSPEC_INVALID);
        assert_null (hostspec->reading);
        assert_false (pl_address_parse (text->str, (gssize) text->len, &parts));
        assert_false (pl_address_parse_lenient (text->str, (gssize) text->len, &parts));
      }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_ipv4),  cmocka_unit_test (test_ipv6),    cmocka_unit_test (test_integers),
    cmocka_unit_test (test_names), cmocka_unit_test (test_invalid), cmocka_unit_test (test_blanks),
    cmocka_unit_test (test_nul),
  };

  return cmocka_run_group_tests_name ("suites-text", tests, NULL, NULL);
}
