/* Copied programs: each is compiled as strictly as can be, run against a live listener, and has to do what
 * Portlight did. A tool that is not here is left out. */
#include "core/connection/pl-program.h"

#include "core/pl-engine.h"
#include "support/pl-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  PlEngine *engine;
  PlListener *listener; /* echoes */
  char *folder;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->engine = pl_engine_new (PL_PACE_LOG);
  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "0", PL_LISTEN_ANY,
                                             PL_RESPONDER_ECHO, NULL);
  fixture->folder = g_dir_make_tmp ("portlight-XXXXXX", NULL);
  *state = fixture;

  return fixture->listener == NULL || fixture->folder == NULL;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;
  GDir *dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (fixture->folder);
  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->engine);
  g_free (fixture->folder);
  g_free (fixture);

  return 0;
}

/* 1. How a program of each language is run */

static const struct
{
  const char *tool;
  const char *file;
  const char *command;
} runs[] = {
  [PL_PROGRAM_C] = { "cc", "posix.c", "cc -Wall -Wextra -Werror -o posix posix.c && exec ./posix" },
  [PL_PROGRAM_GIO] = { "cc", "gio.c",
                       "cc -Wall -Wextra -Werror -o gio gio.c $(pkg-config --cflags --libs gio-2.0) && "
                       "exec ./gio" },
  [PL_PROGRAM_PYTHON] = { "python3", "program.py", "exec python3 -W error program.py" },
  [PL_PROGRAM_LISP] = { NULL, NULL, NULL },
  [PL_PROGRAM_NCAT] = { "ncat", "ncat.sh", "sh ncat.sh" },
  [PL_PROGRAM_SOCAT] = { "socat", "socat.sh", "sh socat.sh" },
};

static gboolean
can_run (PlProgramLanguage language)
{
  g_autofree char *path = runs[language].tool != NULL ? g_find_program_in_path (runs[language].tool) : NULL;

  if (path == NULL && runs[language].tool != NULL)
    print_message ("no %s here: left out\n", runs[language].tool);

  return path != NULL;
}

static GSubprocess *
start (Fixture *fixture, PlProgramLanguage language, const PlProgramInput *input)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *program = pl_program_dup (language, input);
  g_autofree char *path = g_build_filename (fixture->folder, runs[language].file, NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  assert_true (g_file_set_contents (path, program, -1, NULL));
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawn (launcher, &error, "sh", "-c", runs[language].command, NULL);
  assert_null (error);

  return process;
}

typedef struct
{
  char *output;
  char *errors;
  gboolean is_done;
} Said;

static char *
dup_text (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > 0 ? g_strndup (data, size) : g_strdup ("");
}

static void
said_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Said *said = data;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GBytes) errors = NULL;

  if (g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &output, &errors, NULL))
    {
      said->output = dup_text (output);
      said->errors = dup_text (errors);
    }
  said->is_done = TRUE;
}

/* Runs it to its end. Returns what it wrote. */
static Said
run (Fixture *fixture, PlProgramLanguage language, const PlProgramInput *input)
{
  g_autoptr (GSubprocess) process = start (fixture, language, input);
  Said said = { NULL };

  g_subprocess_communicate_async (process, NULL, NULL, said_cb, &said);
  pl_test_wait_until (said.is_done);

  return said;
}

static void
clear_said (Said *said)
{
  g_free (said->output);
  g_free (said->errors);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, clear_said)

static void
set_payload (PlProgramInput *input, const char *payload)
{
  input->payload_length = strlen (payload);
  memcpy (input->payload, payload, input->payload_length);
}

static PlProgramInput
to_listener (Fixture *fixture, const char *host, PlFamily family)
{
  PlProgramInput input = { .peer = { .host = g_strdup (host), .family = family }, .no_delay = TRUE };

  input.peer.port = pl_socket_get_local (PL_SOCKET (fixture->listener))->port;
  set_payload (&input, "hello\n");

  return input;
}

/* 2. Clients */

static void
check_client (Fixture *fixture, const PlProgramInput *input)
{
  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    {
      g_autofree char *expected = g_strndup ((const char *) input->payload, input->payload_length);
      g_auto (Said) said = { NULL };

      if (!can_run (language))
        continue;
      said = run (fixture, language, input);
      if (g_strcmp0 (said.output, expected) != 0)
        fail_msg ("%s wrote “%s” and “%s”", pl_program_get_name (language), said.output, said.errors);
    }
}

static void
test_address (void **state)
{
  g_auto (PlProgramInput) input = to_listener (*state, "127.0.0.1", PL_FAMILY_IPV4);

  check_client (*state, &input);
}

static void
test_ipv6 (void **state)
{
  Fixture *fixture = *state;
  g_auto (PlProgramInput) input = { 0 };

  if (!pl_test_has_ipv6 ())
    return;
  g_object_unref (fixture->listener);
  fixture->listener = pl_test_engine_listen (fixture->engine, "::1", "0", PL_LISTEN_ANY, PL_RESPONDER_ECHO,
                                             NULL);
  input = to_listener (fixture, "::1", PL_FAMILY_IPV6);
  check_client (fixture, &input);
}

static void
test_name (void **state)
{
  g_auto (PlProgramInput) input = to_listener (*state, "localhost", PL_FAMILY_NONE);

  check_client (*state, &input);
  input.family = PL_FAMILY_IPV4;
  check_client (*state, &input);
}

static void
test_every_option (void **state)
{
  g_auto (PlProgramInput) input = to_listener (*state, "127.0.0.1", PL_FAMILY_IPV4);

  input.keep_alive = TRUE;
  input.timeout_ms = 7500;
  input.local.host = g_strdup ("127.0.0.9");
  input.local.family = PL_FAMILY_IPV4;
  check_client (*state, &input);
}

/* A local port alone, which one program after the other takes. */
static void
test_local_port (void **state)
{
  g_auto (PlProgramInput) input = to_listener (*state, "127.0.0.1", PL_FAMILY_IPV4);

  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    {
      g_autofree char *program = NULL;
      g_autofree char *port = NULL;

      input.local.port = pl_test_free_port (AF_INET);
      port = g_strdup_printf ("%u", input.local.port);
      program = pl_program_dup (language, &input);
      assert_non_null (strstr (program, port));
      if (can_run (language))
        {
          g_auto (Said) said = run (*state, language, &input);

          assert_string_equal (said.output, "hello\n");
        }
    }
}

static void
test_hostile_payload (void **state)
{
  g_auto (PlProgramInput) input = to_listener (*state, "127.0.0.1", PL_FAMILY_IPV4);

  set_payload (&input, "-'\"\\%s?\?/$(x)`\t");
  check_client (*state, &input);
}

/* A tool is told just what there is to be told, and nothing else happens: a function in its place says what
 * it has got. */
static void
check_words (Fixture *fixture, PlProgramLanguage language, const PlProgramInput *input)
{
  g_autofree char *program = pl_program_dup (language, input);
  g_autofree char *script = g_strdup_printf ("ncat () { printf '%%s\\n' \"$@\"; }\n"
                                             "socat () { printf '%%s\\n' \"$@\"; }\n"
                                             "%s",
                                             program);
  g_autofree char *host = g_strdup_printf ("%s%%%s", input->peer.host, input->peer.zone);
  g_autoptr (GSubprocess) process = NULL;
  Said said = { NULL };

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL, "sh",
                              "-c", script, NULL);
  assert_non_null (process);
  g_subprocess_communicate_async (process, NULL, NULL, said_cb, &said);
  pl_test_wait_until (said.is_done);
  assert_non_null (strstr (said.output, host));
  assert_string_equal (said.errors, "");
  clear_said (&said);
}

/* A zone may be almost any text. What comes of it is an error of whatever reads it, and nothing else. */
static void
test_hostile_zone (void **state)
{
  static const char *const zones[] = {
    "$(touch pwned)",
    "`touch pwned`",
    "';touch pwned;'",
    "\");system(\"touch pwned\");(\"",
    "\", __import__('os').system('touch pwned'), \"",
  };
  Fixture *fixture = *state;
  g_autofree char *pwned = g_build_filename (fixture->folder, "pwned", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_auto (PlProgramInput) input = to_listener (fixture, "fe80::1", PL_FAMILY_IPV6);

      input.peer.zone = g_strdup (zones[i]);
      for (int language = PL_PROGRAM_C; language <= PL_PROGRAM_PYTHON; language++)
        {
          g_auto (Said) said = { NULL };

          if (can_run (language))
            said = run (fixture, language, &input);
          assert_false (g_file_test (pwned, G_FILE_TEST_EXISTS));
        }
      check_words (fixture, PL_PROGRAM_NCAT, &input);
      check_words (fixture, PL_PROGRAM_SOCAT, &input);
    }
}

static void
test_refused (void **state)
{
  g_auto (PlProgramInput) input = to_listener (*state, "127.0.0.1", PL_FAMILY_IPV4);

  input.peer.port = pl_test_free_port (AF_INET);
  for (int language = PL_PROGRAM_C; language <= PL_PROGRAM_PYTHON; language++)
    {
      g_auto (Said) said = { NULL };

      if (!can_run (language))
        continue;
      said = run (*state, language, &input);
      assert_string_equal (said.output, "");
      assert_non_null (strstr (said.errors, "refused"));
    }
}

/* All at once: each waits for more until nothing has come for a while. */
static void
test_datagrams (void **state)
{
  Fixture *fixture = *state;
  g_auto (PlProgramInput) input = to_listener (fixture, "127.0.0.1", PL_FAMILY_IPV4);
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  Said said[PL_PROGRAM_N_LANGUAGES] = { 0 };
  PlEnd local, peer;
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &local);
  char buffer[16];

  input.protocol = PL_PROTOCOL_UDP;
  input.no_delay = FALSE;
  input.peer.port = local.port;
  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    {
      if (can_run (language))
        g_ptr_array_add (processes, start (fixture, language, &input));
    }
  for (guint i = 0; i < processes->len; i++)
    {
      assert_int_equal (pl_test_receive (fd, buffer, sizeof buffer, &peer), 6);
      assert_memory_equal (buffer, "hello\n", 6);
      pl_test_send_to (fd, "there\n", 6, &peer);
      g_subprocess_communicate_async (processes->pdata[i], NULL, NULL, said_cb, &said[i]);
    }
  for (guint i = 0; i < processes->len; i++)
    {
      pl_test_wait_until (said[i].is_done);
      if (g_strcmp0 (said[i].output, "there\n") != 0)
        fail_msg ("number %u wrote “%s” and “%s”", i, said[i].output, said[i].errors);
      clear_said (&said[i]);
    }
  close (fd);
}

/* 3. Servers */

static int
connect_in_the_end (const PlEnd *peer, GSubprocess *process)
{
  int fd = -1;

  pl_test_wait_until ((fd = pl_test_connect (peer)) >= 0 || g_subprocess_get_identifier (process) == NULL);
  assert_true (fd >= 0);

  return fd;
}

static void
check_server (Fixture *fixture, PlProgramLanguage language, PlProgramInput *input, const PlEnd *peer)
{
  g_autoptr (GSubprocess) process = start (fixture, language, input);
  char buffer[16];

  for (guint i = 0; i < 2; i++) /* one peer after the other */
    {
      int fd = connect_in_the_end (peer, process);

      assert_int_equal (write (fd, "hello\n", 6), 6);
      assert_int_equal (read (fd, buffer, sizeof buffer), 6);
      assert_memory_equal (buffer, "hello\n", 6);
      close (fd);
    }
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
}

static void
check_servers (Fixture *fixture, PlFamily family, const char *host, gboolean is_dual, const char *reached_at)
{
  PlAddressText address;

  assert_true (pl_address_parse (reached_at, -1, &address));
  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    {
      g_auto (PlProgramInput) input = { .is_server = TRUE,
                                        .family = family,
                                        .is_dual = is_dual,
                                        .no_delay = TRUE,
                                        .backlog = 5,
                                        .answer = PL_PROGRAM_ECHO };
      PlEnd peer = { .address = address.address };

      if (!can_run (language))
        continue;
      input.local.host = g_strdup (host);
      input.local.family = host != NULL ? family : PL_FAMILY_NONE;
      input.local.port = peer.port = pl_test_free_port (AF_INET);
      check_server (fixture, language, &input, &peer);
    }
}

static void
test_server (void **state)
{
  check_servers (*state, PL_FAMILY_IPV4, "127.0.0.1", FALSE, "127.0.0.1");
}

static void
test_server_on_both_families (void **state)
{
  if (!pl_test_has_ipv6 ())
    return;
  check_servers (*state, PL_FAMILY_IPV6, NULL, TRUE, "127.0.0.1");
  check_servers (*state, PL_FAMILY_IPV6, NULL, TRUE, "::1");
}

/* It is sent again and again until something comes: nothing says when the program listens. */
static void
check_datagram_server (Fixture *fixture, PlProgramLanguage language, PlProgramInput *input, const PlEnd *peer)
{
  g_autoptr (GSubprocess) process = start (fixture, language, input);
  PlEnd local;
  int fd = pl_test_bind_datagrams ("127.0.0.1", 0, &local);
  char buffer[16] = "";

  pl_test_wait_until (pl_test_send_to (fd, "hello\n", 6, peer) == 6 &&
                      recv (fd, buffer, sizeof buffer, MSG_DONTWAIT) == 6);
  assert_memory_equal (buffer, "hello\n", 6);
  close (fd);
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
}

static void
test_datagram_server (void **state)
{
  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    {
      g_auto (PlProgramInput) input = {
        .is_server = TRUE, .protocol = PL_PROTOCOL_UDP, .family = PL_FAMILY_IPV4, .answer = PL_PROGRAM_ECHO
      };
      PlEnd peer = { { PL_FAMILY_IPV4, { 127, 0, 0, 1 } }, pl_test_free_port (AF_INET), 0 };

      if (!can_run (language))
        continue;
      input.local.host = g_strdup ("127.0.0.1");
      input.local.family = PL_FAMILY_IPV4;
      input.local.port = peer.port;
      check_datagram_server (*state, (PlProgramLanguage) language, &input, &peer);
    }
}

/* 4. How it looks */

/* The panel shows 60 characters in a line. */
static void
check_lines (const PlProgramInput *input)
{
  for (int language = 0; language < PL_PROGRAM_NCAT; language++)
    {
      g_autofree char *program = pl_program_dup (language, input);
      g_auto (GStrv) lines = g_strsplit (program != NULL ? program : "", "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        {
          if (strlen (lines[i]) > 60)
            fail_msg ("%s: %s", pl_program_get_name (language), lines[i]);
        }
    }
}

static void
test_lines (void **state)
{
  g_auto (PlProgramInput) input = to_listener (*state, "127.0.0.1", PL_FAMILY_IPV4);

  input.keep_alive = TRUE;
  input.timeout_ms = 7500;
  input.local.host = g_strdup ("127.0.0.9");
  input.local.family = PL_FAMILY_IPV4;
  input.local.port = 40123;
  check_lines (&input);

  g_free (input.peer.host);
  input.peer.host = g_strdup ("localhost");
  input.peer.family = PL_FAMILY_NONE;
  check_lines (&input);

  input.is_server = TRUE;
  input.family = PL_FAMILY_IPV6;
  g_clear_pointer (&input.local.host, g_free);
  for (int answer = PL_PROGRAM_PRINT; answer <= PL_PROGRAM_DISCARD; answer++)
    {
      input.answer = (PlProgramAnswer) answer;
      input.protocol = PL_PROTOCOL_TCP;
      check_lines (&input);
      input.protocol = PL_PROTOCOL_UDP;
      check_lines (&input);
    }
}

/* 5. What cannot be run here */

static void
check_parentheses (const PlProgramInput *input)
{
  g_autofree char *program = pl_program_dup (PL_PROGRAM_LISP, input);
  int depth = 0;
  gboolean is_text = FALSE;

  for (const char *c = program; *c != '\0'; c++)
    {
      if (is_text && *c == '\\')
        c++;
      else if (*c == '"')
        is_text = !is_text;
      else if (!is_text)
        depth += (*c == '(') - (*c == ')');
      assert_true (depth >= 0);
      if (*c == '(' && !is_text && c > program && c[-1] == '\n')
        assert_int_equal (depth, 1); /* a form ends before the next */
    }
  assert_int_equal (depth, 0);
  assert_false (is_text);
}

static void
test_lisp (void **state)
{
  g_auto (PlProgramInput) input = to_listener (*state, "fe80::1", PL_FAMILY_IPV6);
  g_autofree char *program = NULL;

  input.peer.zone = g_strdup ("a\"(\\(");
  input.timeout_ms = 2500;
  input.keep_alive = TRUE;
  input.local.host = g_strdup ("::1");
  input.local.family = PL_FAMILY_IPV6;
  input.local.port = 7;
  check_parentheses (&input);
  program = pl_program_dup (PL_PROGRAM_LISP, &input);
  assert_non_null (strstr (program, "\"fe80::1%a\\\"(\\\\(\""));
  assert_non_null (strstr (program, ":timeout 2.500"));
  assert_non_null (strstr (program, ":nodelay t"));
  assert_non_null (strstr (program, ":keepalive t"));
  assert_non_null (strstr (program, ":local-address \"::1\""));
  assert_non_null (strstr (program, ":local-port 7"));
  assert_non_null (strstr (program, ":errorp t"));
  assert_non_null (strstr (program, "104 101 108 108 111 10"));

  input.is_server = TRUE;
  for (int answer = PL_PROGRAM_PRINT; answer <= PL_PROGRAM_DISCARD; answer++)
    {
      input.answer = (PlProgramAnswer) answer;
      check_parentheses (&input);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_address, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_ipv6, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_name, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_every_option, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_local_port, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_hostile_payload, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_hostile_zone, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_refused, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_datagrams, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_server, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_server_on_both_families, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_datagram_server, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_lines, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_lisp, set_up, tear_down),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
