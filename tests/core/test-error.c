/* The one table of what can go wrong. */
#include "core/pl-error.h"

#include "support/pl-test.h"

#include <errno.h>
#include <string.h>

#define PORT 51702
#define HOST "192.0.2.7"

static const int codes[] = { PL_LOOKUP_NOT_FOUND, PL_LOOKUP_TEMPORARY, PL_LOOKUP_INTERNAL, PL_NO_FREE_PORT };

static PlEnd
make_end (void)
{
  return (PlEnd){ .address = { PL_FAMILY_IPV4, { 192, 0, 2, 7 } }, .port = PORT };
}

static void
assert_sentence (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  assert_true (length > 5);
  assert_true (g_utf8_validate (text, -1, NULL));
  assert_true (text[length - 1] == '.');
  assert_null (strstr (text, "%H"));
  assert_null (strstr (text, "%P"));
}

static void
check_failure (PlStage stage, int code, GHashTable *titles)
{
  PlFailure failure = { stage, code };
  PlEnd end = make_end ();
  PlProblem problem;

  pl_failure_describe (&failure, &end, "host.test", &problem);
  assert_sentence (problem.title);
  assert_sentence (problem.likely);
  assert_sentence (problem.next);
  assert_non_null (pl_failure_get_code_name (&failure));
  assert_true (pl_failure_get_outcome (&failure) != PL_OUTCOME_OK);
  if (!g_str_has_prefix (problem.title, "The system reported"))
    g_hash_table_add (titles, g_strdup_printf ("%d %d %s", stage, code, problem.title));
  pl_problem_clear (&problem);
  assert_null (problem.title);
}

static void
test_every_failure_has_sentences (void **state)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (PlStage stage = PL_STAGE_PARSE; stage <= PL_STAGE_REPORT; stage++)
    {
      for (int code = 1; code < 200; code++)
        check_failure (stage, code, titles);
      for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
        check_failure (stage, codes[i], titles);
    }
  assert_true (g_hash_table_size (titles) > 30);
}

/* What socket(), connect() and bind() of Linux can say where the call itself is right, ICMP included. */
static void
test_complete_for_connect_and_bind (void **state)
{
  static const int connect_codes[] = { EACCES,       EPERM,      EADDRINUSE,  EADDRNOTAVAIL, EAFNOSUPPORT,
                                       ECONNREFUSED, ECONNRESET, ENETDOWN,    ENETUNREACH,   EHOSTUNREACH,
                                       EHOSTDOWN,    ENONET,     ENOPROTOOPT, EPROTO,        ETIMEDOUT,
                                       EINVAL,       ENODEV,     EMFILE,      ENFILE,        ENOBUFS,
                                       ENOMEM };
  static const int bind_codes[] = { EACCES, EPERM,  EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT, EINVAL,
                                    ENODEV, EMFILE, ENFILE,     ENOBUFS,       ENOMEM };
  PlEnd end = make_end ();

  for (guint i = 0; i < G_N_ELEMENTS (connect_codes) + G_N_ELEMENTS (bind_codes); i++)
    {
      gboolean is_bind = i >= G_N_ELEMENTS (connect_codes);
      PlFailure failure = { is_bind ? PL_STAGE_BIND : PL_STAGE_CONNECT,
                            is_bind ? bind_codes[i - G_N_ELEMENTS (connect_codes)] : connect_codes[i] };
      PlProblem problem;

      pl_failure_describe (&failure, &end, NULL, &problem);
      if (g_str_has_prefix (problem.title, "The system reported"))
        fail_msg ("nothing is said of %s at %d", pl_failure_get_code_name (&failure), failure.stage);
      pl_problem_clear (&problem);
    }
}

/* One text never stands for two causes: the ones that people meet most, spelt out. */
static void
test_titles (void **state)
{
  static const struct
  {
    PlStage stage;
    int code;
    const char *title;
    const char *outcome;
    const char *name;
  } cases[] = {
    { PL_STAGE_CONNECT, ECONNREFUSED, "Nothing listens on port 51702 of " HOST ".", "refused",
      "ECONNREFUSED" },
    { PL_STAGE_CONNECT, ETIMEDOUT, "Nobody answered at port 51702 of " HOST ".", "timed_out", "ETIMEDOUT" },
    { PL_STAGE_CONNECT, EHOSTUNREACH, "The computer " HOST " cannot be reached.", "unreachable",
      "EHOSTUNREACH" },
    { PL_STAGE_CONNECT, ENETUNREACH, "This computer has no route to " HOST ".", "unreachable",
      "ENETUNREACH" },
    { PL_STAGE_CONNECT, EACCES, "The system does not allow a connection to " HOST ".", "denied", "EACCES" },
    { PL_STAGE_CONNECT, ECANCELED, "Stopped by you.", "cancelled", "ECANCELED" },
    { PL_STAGE_LOOKUP, PL_LOOKUP_NOT_FOUND, "There is no address for the name host.test.", "not_found",
      "NOT_FOUND" },
    { PL_STAGE_LOOKUP, PL_LOOKUP_TEMPORARY, "No name server could say where host.test is.", "failed",
      "TEMPORARY_FAILURE" },
    { PL_STAGE_LOOKUP, ETIMEDOUT, "No name server answered for host.test in time.", "timed_out",
      "ETIMEDOUT" },
    { PL_STAGE_BIND, EADDRINUSE, "Port 51702 of " HOST " is taken.", "in_use", "EADDRINUSE" },
    { PL_STAGE_BIND, EADDRNOTAVAIL, HOST " is not an address of this computer.", "failed", "EADDRNOTAVAIL" },
    { PL_STAGE_BIND, EACCES, "Port 51702 needs a privilege that Portlight does not have.", "denied",
      "EACCES" },
    { PL_STAGE_TRANSFER, ECONNRESET, "The peer broke the connection off.", "reset", "ECONNRESET" },
    { PL_STAGE_SEND, EMSGSIZE, "The datagram for port 51702 of " HOST " is too big.", "failed", "EMSGSIZE" },
    { PL_STAGE_REPORT, ECONNREFUSED, "No program takes datagrams on port 51702 of " HOST ".", "refused",
      "ECONNREFUSED" },
    { PL_STAGE_TRANSFER, ENOTTY, "The system reported: Inappropriate ioctl for device.", "failed", "ENOTTY" },
  };
  PlEnd end = make_end ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlFailure failure = { cases[i].stage, cases[i].code };
      PlProblem problem;

      pl_failure_describe (&failure, &end, "host.test", &problem);
      assert_string_equal (problem.title, cases[i].title);
      assert_string_equal (pl_outcome_to_string (pl_failure_get_outcome (&failure)), cases[i].outcome);
      assert_string_equal (pl_failure_get_code_name (&failure), cases[i].name);
      pl_problem_clear (&problem);
    }
}

static void
test_codes_for_those_who_know_them (void **state)
{
  static const struct
  {
    PlFailure failure;
    const char *code;
  } cases[] = {
    { { PL_STAGE_CONNECT, ECONNREFUSED, "connect" }, "connect() ECONNREFUSED 111 “Connection refused”" },
    { { PL_STAGE_CONNECT, EMFILE, "socket" }, "socket() EMFILE 24 “Too many open files”" },
    { { PL_STAGE_CONNECT, ETIMEDOUT }, "ETIMEDOUT 110 “Connection timed out”" }, /* our own limit */
    { { PL_STAGE_BIND, EADDRINUSE, "listen" }, "listen() EADDRINUSE 98 “Address already in use”" },
    { { PL_STAGE_BIND, PL_NO_FREE_PORT, "bind" }, "bind() EADDRINUSE" },
    { { PL_STAGE_TRANSFER, ECONNRESET, "send" }, "send() ECONNRESET 104 “Connection reset by peer”" },
    { { PL_STAGE_REPORT, ECONNREFUSED }, "ICMP ECONNREFUSED 111 “Connection refused”" },
    { { PL_STAGE_LOOKUP, PL_LOOKUP_NOT_FOUND }, "GResolver NOT_FOUND" },
    { { PL_STAGE_CONNECT, ECANCELED }, NULL },
  };
  PlEnd end = make_end ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlProblem problem;

      pl_failure_describe (&cases[i].failure, &end, NULL, &problem);
      if (g_strcmp0 (problem.code, cases[i].code) != 0)
        fail_msg ("%s is not %s", problem.code, cases[i].code);
      pl_problem_clear (&problem);
    }
}

/* The host of a sentence is the address as people know it, or what was typed if there is none. */
static void
test_hosts (void **state)
{
  PlEnd mapped = { .address = { PL_FAMILY_IPV6, { [10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1 } },
                   .port = 80 };
  PlEnd nobody = { .port = 80 };
  PlFailure refused = { PL_STAGE_CONNECT, ECONNREFUSED };
  PlProblem problem;

  pl_failure_describe (&refused, &mapped, NULL, &problem);
  assert_string_equal (problem.title, "Nothing listens on port 80 of 127.0.0.1.");
  pl_problem_clear (&problem);
  pl_failure_describe (&refused, &nobody, "caf\xe9 %P", &problem);
  assert_string_equal (problem.title, "Nothing listens on port 80 of caf\xef\xbf\xbd %P.");
  pl_problem_clear (&problem);
  pl_failure_describe (&refused, &nobody, NULL, &problem);
  assert_string_equal (problem.title, "Nothing listens on port 80 of .");
  pl_problem_clear (&problem);
}

static void
test_errors (void **state)
{
  static const struct
  {
    PlStage stage;
    int error;
  } cases[] = {
    { PL_STAGE_LOOKUP, PL_ERROR_LOOKUP },
    { PL_STAGE_BIND, PL_ERROR_BIND },
    { PL_STAGE_CONNECT, PL_ERROR_CONNECT },
    { PL_STAGE_TRANSFER, PL_ERROR_TRANSFER },
  };
  PlEnd end = make_end ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = pl_failure_to_error (&(PlFailure){ cases[i].stage, ETIMEDOUT }, &end, "x");
      g_autoptr (GError) cancelled = pl_failure_to_error (&(PlFailure){ cases[i].stage, ECANCELED }, &end,
                                                          "x");

      assert_true (g_error_matches (error, PL_ERROR, cases[i].error));
      assert_sentence (error->message);
      assert_true (g_error_matches (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED));
    }
}

static void
test_words (void **state)
{
  static const char *const stages[] = { "parse", "lookup",   "bind",     "connect",
                                        "tls",   "transfer", "transfer", "transfer" };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (PlStage stage = PL_STAGE_PARSE; stage <= PL_STAGE_REPORT; stage++)
    assert_string_equal (pl_stage_to_string (stage), stages[stage]);
  for (PlOutcome outcome = PL_OUTCOME_OK; outcome <= PL_OUTCOME_FAILED; outcome++)
    {
      assert_true (g_hash_table_add (seen, (gpointer) pl_outcome_to_string (outcome)));
      assert_true (strlen (pl_outcome_to_word (outcome)) > 1);
      assert_null (strchr (pl_outcome_to_string (outcome), ' '));
    }
  assert_string_equal (pl_outcome_to_word (PL_OUTCOME_CANCELLED), "stopped");
  assert_int_equal (pl_failure_get_outcome (&(PlFailure){ PL_STAGE_CONNECT, 0 }), PL_OUTCOME_OK);
  assert_string_equal (pl_failure_get_code_name (&(PlFailure){ PL_STAGE_CONNECT, 9999 }), "UNKNOWN");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_every_failure_has_sentences),
    cmocka_unit_test (test_complete_for_connect_and_bind),
    cmocka_unit_test (test_titles),
    cmocka_unit_test (test_codes_for_those_who_know_them),
    cmocka_unit_test (test_hosts),
    cmocka_unit_test (test_errors),
    cmocka_unit_test (test_words),
  };

  return cmocka_run_group_tests_name ("error", tests, NULL, NULL);
}
