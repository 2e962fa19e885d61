/* test-payload.c: what was typed, as bytes; bytes, as what is shown. */

#include "core/connection/pl-payload.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

typedef struct
{
  const char *text;
  PlLineEnd line_end;
  const char *bytes; /* (nullable): of n bytes */
  gsize n;
  const char *message;
  PlCharset charset;
} Case;

static void
check (const Case *c, gboolean is_hex)
{
  PlVerdict verdict = { 0 };
  g_autoptr (GBytes) bytes = is_hex ? pl_payload_from_hex (c->text, &verdict)
                                    : pl_payload_from_text (c->text, c->charset, c->line_end, &verdict);

  assert_string_equal (verdict.message, c->message);
  assert_int_equal (verdict.severity, c->bytes != NULL ? PL_SEVERITY_NOTE : PL_SEVERITY_ERROR);
  if (c->bytes == NULL)
    {
      assert_null (bytes);
    }
  else
    {
      assert_non_null (bytes);
      assert_int_equal (g_bytes_get_size (bytes), c->n);
      assert_memory_equal (g_bytes_get_data (bytes, NULL), c->bytes, c->n);
    }
  pl_verdict_clear (&verdict);
}

static void
test_text (void **state)
{
  static const Case cases[] = {
    { "", PL_LINE_END_NONE, "", 0, "Nothing to send yet" },
    { "", PL_LINE_END_LF, "\n", 1, "1 byte: LF adds it" },
    { "", PL_LINE_END_CR_LF, "\r\n", 2, "2 bytes: CR LF adds two" },
    { "ping", PL_LINE_END_NONE, "ping", 4, "4 bytes" },
    { "ping", PL_LINE_END_LF, "ping\n", 5, "5 bytes: LF adds one" },
    { "ping", PL_LINE_END_CR, "ping\r", 5, "5 bytes: CR adds one" },
    { "ping \\x01", PL_LINE_END_CR_LF, "ping \1\r\n", 8, "8 bytes: \\x01 is one byte, CR LF adds two" },
    { "\\xFf", PL_LINE_END_NONE, "\377", 1, "1 byte: \\xFf is one byte" },
    { "\\x411", PL_LINE_END_LF, "A1\n", 3, "3 bytes: \\x41 is one byte, LF adds one" },
    { "\\n\\r\\t\\0\\\\", PL_LINE_END_NONE, "\n\r\t\0\\", 5, "5 bytes: \\n is one byte" },
    { "\\u00fc", PL_LINE_END_NONE, "\303\274", 2, "2 bytes: \\u00fc is 2 of them" },
    { "\\u{1f50c}", PL_LINE_END_LF, "\360\237\224\214\n", 5,
      "5 bytes: \\u{1f50c} is 4 of them, LF adds one" },
    { "\\u0041\\x", PL_LINE_END_NONE, NULL, 0, "Character 7: \\x needs two hex digits, such as \\x0a" },
    { "\303\274\\x4g", PL_LINE_END_NONE, NULL, 0, "Character 2: \\x needs two hex digits, such as \\x0a" },
    { "\\u12", PL_LINE_END_NONE, NULL, 0,
      "Character 1: \\u needs four hex digits or braces, such as \\u00fc or \\u{1f50c}" },
    { "\\u{12", PL_LINE_END_NONE, NULL, 0,
      "Character 1: \\u needs four hex digits or braces, such as \\u00fc or \\u{1f50c}" },
    { "\\u{}", PL_LINE_END_NONE, NULL, 0,
      "Character 1: \\u needs four hex digits or braces, such as \\u00fc or \\u{1f50c}" },
    { "\\ud800", PL_LINE_END_NONE, NULL, 0, "Character 1: Unicode has no character \\ud800" },
    { "\\u{110000}", PL_LINE_END_NONE, NULL, 0, "Character 1: Unicode has no character \\u{110000}" },
    { "a\\q", PL_LINE_END_LF, NULL, 0,
      "Character 2: \\q is no escape. There are \\n \\r \\t \\0 \\\\ \\x0a \\u00fc." },
    { "\\\342\200\256", PL_LINE_END_LF, NULL, 0,
      "Character 1: \\U+202E is no escape. There are \\n \\r \\t \\0 \\\\ \\x0a \\u00fc." },
    { "end\\", PL_LINE_END_LF, NULL, 0,
      "Character 4: \\ begins an escape that is not finished. Write \\\\ for one \\." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], FALSE);
}

static void
test_hex (void **state)
{
  static const Case cases[] = {
    { "", 0, "", 0, "Nothing to send yet" },
    { " : ", 0, "", 0, "Nothing to send yet" },
    { "48", 0, "H", 1, "1 byte" },
    { "48 45 4c 4C 4f", 0, "HELLO", 5, "5 bytes" },
    { "48454c", 0, "HEL", 3, "3 bytes" },
    { "00:0a:Ff", 0, "\0\n\377", 3, "3 bytes" },
    { "0x48 0X45,", 0, NULL, 0, "Character 10: , is no hex digit" },
    { "0x4845\t4c\n", 0, "HEL", 3, "3 bytes" },
    { "4", 0, NULL, 0, "Character 1: 4 is not a whole byte, two digits make one" },
    { "48 4 5", 0, NULL, 0, "Character 4: 4 is not a whole byte, two digits make one" },
    { "48454", 0, NULL, 0, "Character 5: 4 is not a whole byte, two digits make one" },
    { "48 0x", 0, NULL, 0, "Character 4: 0x is not a whole byte, two digits make one" },
    { "4g", 0, NULL, 0, "Character 2: g is no hex digit" },
    { "\303\274", 0, NULL, 0, "Character 1: \303\274 is no hex digit" },
    { "48 \001", 0, NULL, 0, "Character 4: U+0001 is no hex digit" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], TRUE);
}

static void
test_verdict_is_replaced (void **state)
{
  PlVerdict verdict = { 0 };

  assert_null (pl_payload_from_hex ("x", &verdict));
  g_bytes_unref (pl_payload_from_hex ("00", &verdict));
  assert_string_equal (verdict.message, "1 byte");
  assert_int_equal (verdict.severity, PL_SEVERITY_NOTE);
  pl_verdict_clear (&verdict);
}

static void
test_format_hex (void **state)
{
  static const guint8 data[] = "HELLO world, 16!";
  char text[PL_PAYLOAD_HEX_SIZE];

  assert_string_equal (pl_payload_format_hex (data, 0, text), "");
  assert_string_equal (pl_payload_format_hex (data, 1, text), "48");
  assert_string_equal (pl_payload_format_hex (data, 8, text), "48 45 4c 4c 4f 20 77 6f");
  assert_string_equal (pl_payload_format_hex (data, 9, text), "48 45 4c 4c 4f 20 77 6f  72");
  assert_string_equal (pl_payload_format_hex (data, 16, text),
                       "48 45 4c 4c 4f 20 77 6f  72 6c 64 2c 20 31 36 21");
}

#define DOT "\302\267"
#define BAD DOT /* what is no character */

static void
test_format_text (void **state)
{
  static const struct
  {
    const char *bytes;
    gsize n;
    const char *text;
  } cases[] = {
    { "", 0, "" },
    { "HTTP/1.1 200 OK\r\n", 17, "HTTP/1.1 200 OK" DOT DOT },
    { "a\0b\t\033[31m\177", 10, "a" DOT "b" DOT DOT "[31m" DOT },
    { "Gr\303\274\303\237e", 7, "Gr\303\274\303\237e" },
    { "caf\351 \377", 6, "caf" BAD " " BAD },                                   /* Latin-1 */
    { "\300\257\355\240\200", 5, BAD BAD BAD BAD BAD },                         /* overlong, surrogate */
    { "\342\202", 2, BAD BAD },                                                 /* cut off */
    { "a\342\200\256b\342\201\246c\342\200\217", 12, "a" DOT "b" DOT "c" DOT }, /* RLO, LRI, RLM */
    { "a\302\205b\302\255c\342\200\213d", 11, "a" DOT "b" DOT "c" DOT "d" },    /* NEL, SHY, ZWSP */
    { "a\342\200\250b\342\200\251\357\273\277", 11, "a" DOT "b" DOT DOT },      /* LS, PS, BOM */
    { "\343\205\244\357\270\217\363\240\201\201", 10, DOT DOT DOT },            /* filler, VS16, tag */
    { "\356\200\200\357\277\277", 6, DOT DOT },                                 /* private, no character */
    { "\327\251\327\234", 4, "\327\251\327\234" },                              /* letters stay */
    { "\360\237\230\200", 4, "\360\237\230\200" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (cases[i].bytes, MAX (cases[i].n, 1)); /* nothing behind it */
      g_autofree char *text = pl_payload_format_text (PL_CHARSET_UTF_8, bytes, cases[i].n, 0, 0, NULL);

      assert_string_equal (text, cases[i].text);
    }
}

/* Every way to cut a text into rows shows every character exactly once. */
static void
test_format_text_in_rows (void **state)
{
  static const char all[] = "\342\202\254a\303\274\360\237\230\200\327\251z\303\237";
  gsize n = strlen (all);

  for (gsize size = 1; size <= n; size++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (gsize i = 0; i < n; i += size)
        {
          gsize length = MIN (size, n - i);
          g_autofree char *row = pl_payload_format_text (PL_CHARSET_UTF_8, (const guint8 *) all + i, length,
                                                         i, n - i - length, NULL);

          g_string_append (text, row);
        }
      assert_string_equal (text->str, all);
    }
}

/* Whatever comes, what is shown is valid, on one line, and without a control character. */
static void
test_format_any_bytes (void **state)
{
  for (guint seed = 0; seed < 2000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      guint8 bytes[22];
      g_autofree char *text = NULL;
      g_autofree char *lines = NULL;

      for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8) (g_rand_int_range (rand, 0, 4) > 0 ? g_rand_int_range (rand, 128, 256)
                                                               : g_rand_int_range (rand, 0, 128));
      text = pl_payload_format_text (PL_CHARSET_UTF_8, bytes + 3, 16, 3, 3, NULL);
      lines = pl_payload_dup_lines (PL_CHARSET_UTF_8, bytes, sizeof bytes);
      assert_true (g_utf8_validate (text, -1, NULL));
      assert_true (g_utf8_validate (lines, -1, NULL));
      for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
        assert_true (g_unichar_isprint (g_utf8_get_char (at)));
    }
}

static void
test_dup_lines (void **state)
{
  static const char bytes[] = "GET /\r\n\tx\ry\n\033]0;\0\377\r";
  g_autofree char *lines = pl_payload_dup_lines (PL_CHARSET_UTF_8, (const guint8 *) bytes, sizeof bytes - 1);
  g_autofree char *nothing = pl_payload_dup_lines (PL_CHARSET_UTF_8, NULL, 0);

  assert_string_equal (lines, "GET /\n\tx" DOT "y\n" DOT "]0;" DOT BAD DOT);
  assert_string_equal (nothing, "");
}

static void
test_charsets (void **state)
{
  static const struct
  {
    PlCharset charset;
    const char *bytes;
    gsize n;
    const char *text;
  } cases[] = {
    { PL_CHARSET_ASCII, "a\303\274\x7f\0", 5, "a" DOT DOT DOT DOT },
    { PL_CHARSET_ISO_8859_1, "f\374r\200\240", 5, "f\303\274r" DOT "\302\240" },
    { PL_CHARSET_WINDOWS_1252, "\200\201\374", 3, "\342\202\254" DOT "\303\274" },
    { PL_CHARSET_UTF_16LE, "A\0\374\0\075\330\000\336x", 9, "A\303\274\360\237\230\200" DOT },
    { PL_CHARSET_UTF_16BE, "\0A\0\374\330\075\336\000", 8, "A\303\274\360\237\230\200" },
    { PL_CHARSET_UTF_16LE, "\000\336A\0", 4, DOT DOT "A" }, /* a low surrogate alone: two bytes of nothing */
    { PL_CHARSET_UTF_16BE, "\330\075\0A", 4, DOT DOT "A" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_payload_format_text (cases[i].charset, (const guint8 *) cases[i].bytes,
                                                      cases[i].n, 0, 0, NULL);
      PlCharset charset;

      assert_string_equal (text, cases[i].text);
      assert_true (pl_charset_from_string (pl_charset_to_string (cases[i].charset), &charset));
      assert_int_equal (charset, cases[i].charset);
    }
}

/* A surrogate pair over the border of two rows is shown once. */
static void
test_surrogates_in_rows (void **state)
{
  static const guint8 bytes[] = { 'A', 0, 0x3d, 0xd8, 0x00, 0xde, 'B', 0 };
  g_autofree char *first = pl_payload_format_text (PL_CHARSET_UTF_16LE, bytes, 4, 0, 3, NULL);
  g_autofree char *second = pl_payload_format_text (PL_CHARSET_UTF_16LE, bytes + 4, 4, 3, 0, NULL);

  assert_string_equal (first, "A\360\237\230\200");
  assert_string_equal (second, "B");
}

/* Where the character of each byte ends in the text. */
static void
test_ends (void **state)
{
  static const guint8 bytes[] = { 0xbc, 'a', 0xc3, 0xbc, 0xff, 'b', 0xe2, 0x82, 0xac };
  static const guint16 expected[] = { 0, 1, 3, 3, 5, 6, 9 };
  guint16 ends[6 + 1];
  g_autofree char *text = pl_payload_format_text (PL_CHARSET_UTF_8, bytes, 7, 0, 2, ends);

  assert_string_equal (text, DOT "a\303\274" DOT "b\342\202\254");
  for (guint i = 1; i < 7; i++)
    assert_int_equal (ends[i], expected[i] + 2);
}

/* What is typed is written in the charset, and a byte stays a byte. */
static void
test_text_in_charsets (void **state)
{
  static const Case cases[] = {
    { "f\303\274r \\u20ac", 0, "f\303\274r \342\202\254", 8, "8 bytes: \\u20ac is 3 of them",
      PL_CHARSET_UTF_8 },
    { "f\303\274r\\xff\\u00e9", PL_LINE_END_LF, "f\374r\377\351\n", 6, "6 bytes in ISO-8859-1",
      PL_CHARSET_ISO_8859_1 },
    { "\342\202\254\305\270\\u00ff", 0, "\200\237\377", 3, "3 bytes in WINDOWS-1252",
      PL_CHARSET_WINDOWS_1252 },
    { "a\\x01\360\237\224\214", PL_LINE_END_CR_LF, "a\0\1\075\330\014\335\r\0\n\0", 11,
      "11 bytes in UTF-16LE", PL_CHARSET_UTF_16LE },
    { "\303\274\\0", 0, "\0\374\0\0", 4, "4 bytes in UTF-16BE", PL_CHARSET_UTF_16BE },
    { "a", PL_LINE_END_NONE, "a", 1, "1 byte in ASCII", PL_CHARSET_ASCII },
    { "", PL_LINE_END_NONE, "", 0, "Nothing to send yet", PL_CHARSET_UTF_16LE },
    { "a\303\274", 0, NULL, 0, "Character 2: \303\274 cannot be written in ASCII", PL_CHARSET_ASCII },
    { "\342\202\254", 0, NULL, 0, "Character 1: \342\202\254 cannot be written in ISO-8859-1",
      PL_CHARSET_ISO_8859_1 },
    { "ab\\u0081", 0, NULL, 0, "Character 3: U+0081 cannot be written in WINDOWS-1252",
      PL_CHARSET_WINDOWS_1252 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], FALSE);
}

/* Each character that can be read can be written, and is the same then. */
static void
test_write_is_read (void **state)
{
  for (guint charset = 0; charset < PL_N_CHARSETS; charset++)
    {
      for (gunichar c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 77)
        {
          guint8 bytes[PL_CHARSET_CHARACTER_MAX];
          gsize n = g_unichar_validate (c) ? pl_charset_write (charset, c, bytes) : 0;
          gunichar read = 0;

          if (n == 0)
            continue;
          assert_int_equal (pl_charset_read (charset, bytes, n, &read), n);
          assert_int_equal (read, c);
        }
    }
}

static void
test_find_character (void **state)
{
  static const struct
  {
    PlCharset charset;
    const char *bytes;
    gsize n, at, begin, length;
  } cases[] = {
    { PL_CHARSET_UTF_8, "a\342\202\254b", 5, 0, 0, 1 },
    { PL_CHARSET_UTF_8, "a\342\202\254b", 5, 1, 1, 3 },
    { PL_CHARSET_UTF_8, "a\342\202\254b", 5, 3, 1, 3 },
    { PL_CHARSET_UTF_8, "a\342\202\254b", 5, 4, 4, 1 },
    { PL_CHARSET_UTF_8, "\202\202", 2, 1, 1, 1 },
    { PL_CHARSET_UTF_8, "\342\202", 2, 1, 1, 1 },
    { PL_CHARSET_ASCII, "\342\202", 2, 1, 1, 1 },
    { PL_CHARSET_UTF_16LE, "a\0b\0", 4, 3, 2, 2 },
    { PL_CHARSET_UTF_16BE, "\330\074\335\014", 4, 3, 0, 4 },
    { PL_CHARSET_UTF_16LE, "a\0b", 3, 2, 2, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length;

      assert_int_equal (pl_charset_find_character (cases[i].charset, (const guint8 *) cases[i].bytes,
                                                   cases[i].n, cases[i].at, &length),
                        cases[i].begin);
      assert_int_equal (length, cases[i].length);
    }
}

static void
test_c_string (void **state)
{
  g_autofree char *string = pl_payload_dup_c_string ((const guint8 *) "a\"\\\t\0011\377\0?"
                                                                      "?/\r\nb",
                                                     14);
  g_autofree char *empty = pl_payload_dup_c_string ((const guint8 *) "", 0);

  assert_string_equal (string, "\"a\\\"\\\\\\t\\0011\\377\\000?\\?/\\r\\n\"\n\"b\"\n");
  assert_string_equal (empty, "\"\"\n");
}

static void
test_c_array (void **state)
{
  g_autofree char *array = pl_payload_dup_c_array ((const guint8 *) "0123456789ab\377", 13);

  assert_string_equal (array, "const unsigned char data[13] = {\n"
                              "  0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62,\n"
                              "  0xff,\n};\n");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_text),
    cmocka_unit_test (test_hex),
    cmocka_unit_test (test_verdict_is_replaced),
    cmocka_unit_test (test_format_hex),
    cmocka_unit_test (test_format_text),
    cmocka_unit_test (test_format_text_in_rows),
    cmocka_unit_test (test_format_any_bytes),
    cmocka_unit_test (test_dup_lines),
    cmocka_unit_test (test_charsets),
    cmocka_unit_test (test_surrogates_in_rows),
    cmocka_unit_test (test_ends),
    cmocka_unit_test (test_text_in_charsets),
    cmocka_unit_test (test_write_is_read),
    cmocka_unit_test (test_find_character),
    cmocka_unit_test (test_c_string),
    cmocka_unit_test (test_c_array),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
