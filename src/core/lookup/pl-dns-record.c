/* The records of a name that are no addresses: asked of DNS itself, and read. Nothing in an answer is
 * trusted: every length is checked, and what is not text is written as zone files write it. */

#include "core/lookup/pl-dns-record.h"

#include "core/lookup/pl-dns-query.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

#define TRY_S     2
#define N_TRIES   2
#define SOA_TIMES 5

/* The data of one record, as far as they are read. */
typedef struct
{
  const guint8 *message;
  const guint8 *message_end;
  const guint8 *at;
  const guint8 *end;
} Data;

static int
get_type (PlQuestionKind kind)
{
  switch (kind)
    {
    case PL_QUESTION_SRV:
      return ns_t_srv;
    case PL_QUESTION_MX:
      return ns_t_mx;
    case PL_QUESTION_TXT:
      return ns_t_txt;
    case PL_QUESTION_NS:
      return ns_t_ns;
    case PL_QUESTION_SOA:
      return ns_t_soa;
    case PL_QUESTION_A:
    case PL_QUESTION_AAAA:
    case PL_QUESTION_PTR:
    default:
      g_return_val_if_reached (0);
    }
}

/* 1. Parts */

static gboolean
read_number (Data *data, guint n_bytes, guint32 *ret_number)
{
  if (data->end - data->at < (gssize) n_bytes)
    return FALSE;

  *ret_number = 0;
  while (n_bytes-- > 0)
    *ret_number = *ret_number << 8 | *data->at++;

  return TRUE;
}

/* A name may go on anywhere in the message, but it begins in the record. */
static char *
read_name (Data *data)
{
  char name[NS_MAXDNAME];
  int length;

  if (data->at >= data->end)
    return NULL;
  length = dn_expand (data->message, data->message_end, data->at, name, sizeof name);
  if (length < 0 || length > data->end - data->at)
    return NULL;

  data->at += length;

  return g_strdup (*name != '\0' ? name : ".");
}

static void
append_string (GString *text, const guint8 *bytes, guint length)
{
  g_string_append (text, text->len > 0 ? " \"" : "\"");
  for (guint i = 0; i < length; i++)
    {
      if (bytes[i] == '"' || bytes[i] == '\\')
        g_string_append_printf (text, "\\%c", bytes[i]);
      else if (g_ascii_isprint (bytes[i]))
        g_string_append_c (text, (char) bytes[i]);
      else
        g_string_append_printf (text, "\\%03u", bytes[i]);
    }
  g_string_append_c (text, '"');
}

/* 2. Kinds */

static gboolean
read_service (PlDnsRecord *self, Data *data)
{
  guint32 priority, weight, port;

  if (!read_number (data, 2, &priority) || !read_number (data, 2, &weight) || !read_number (data, 2, &port))
    return FALSE;

  self->target = read_name (data);
  self->port = (guint16) port;
  self->text = g_strdup_printf ("%u %u %u %s", priority, weight, port, self->target);

  return self->target != NULL;
}

static gboolean
read_mail (PlDnsRecord *self, Data *data)
{
  guint32 preference;

  if (!read_number (data, 2, &preference))
    return FALSE;

  self->target = read_name (data);
  self->text = g_strdup_printf ("%u %s", preference, self->target);

  return self->target != NULL;
}

static gboolean
read_name_server (PlDnsRecord *self, Data *data)
{
  self->target = read_name (data);
  self->text = g_strdup (self->target);

  return self->target != NULL;
}

static gboolean
read_authority (PlDnsRecord *self, Data *data)
{
  g_autofree char *server = read_name (data);
  g_autofree char *mailbox = server != NULL ? read_name (data) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 number;

  if (mailbox == NULL)
    return FALSE;

  g_string_printf (text, "%s %s", server, mailbox);
  for (guint i = 0; i < SOA_TIMES; i++)
    {
      if (!read_number (data, 4, &number))
        return FALSE;
      g_string_append_printf (text, " %u", number);
    }
  self->text = g_string_free (g_steal_pointer (&text), FALSE);

  return TRUE;
}

static gboolean
read_text (PlDnsRecord *self, Data *data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 length;

  while (read_number (data, 1, &length))
    {
      if (data->end - data->at < (gssize) length)
        return FALSE;
      append_string (text, data->at, length);
      data->at += length;
    }
  self->text = g_string_free (g_steal_pointer (&text), FALSE);

  return TRUE;
}

static gboolean
read_data (PlDnsRecord *self, Data *data)
{
  switch (self->kind)
    {
    case PL_QUESTION_SRV:
      return read_service (self, data);
    case PL_QUESTION_MX:
      return read_mail (self, data);
    case PL_QUESTION_TXT:
      return read_text (self, data);
    case PL_QUESTION_NS:
      return read_name_server (self, data);
    case PL_QUESTION_SOA:
      return read_authority (self, data);
    case PL_QUESTION_A:
    case PL_QUESTION_AAAA:
    case PL_QUESTION_PTR:
    default:
      return FALSE;
    }
}

static PlDnsRecord *
read_record (PlQuestionKind kind, const ns_msg *message, const ns_rr *record)
{
  PlDnsRecord *self = g_new0 (PlDnsRecord, 1);
  Data data = { ns_msg_base (*message), ns_msg_end (*message), ns_rr_rdata (*record),
                ns_rr_rdata (*record) + ns_rr_rdlen (*record) };

  self->kind = kind;
  self->ttl_s = (guint32) ns_rr_ttl (*record);
  if (!read_data (self, &data))
    g_clear_pointer (&self, pl_dns_record_free);

  return self;
}

/* 3. The question */

static gpointer
ask (gpointer data)
{
  PlDnsRecordQuestion *question = data;
  PlDnsRecordAnswer *answer = g_new0 (PlDnsRecordAnswer, 1);
  PlDnsReply reply;

  pl_dns_query (&reply, question->name, get_type (question->kind), TRY_S, N_TRIES);
  answer->result = reply.result;
  answer->code = reply.code;
  answer->records = pl_dns_record_read_all (question->kind, reply.bytes, reply.length);
  pl_dns_reply_clear (&reply);

  return answer;
}

static void
question_free (gpointer data)
{
  PlDnsRecordQuestion *question = data;

  g_free (question->name);
  g_free (question);
}

static void
answer_free (gpointer data)
{
  PlDnsRecordAnswer *answer = data;

  g_ptr_array_unref (answer->records);
  g_free (answer);
}

const PlAskKind pl_dns_record_question_kind = { ask, question_free, answer_free };

/**
 * pl_dns_record_question_new:
 * @kind: %PL_QUESTION_SRV to %PL_QUESTION_SOA
 * @name: in ASCII
 *
 * Returns: (transfer full): a question for the records of a name
 */
PlDnsRecordQuestion *
pl_dns_record_question_new (PlQuestionKind kind, const char *name)
{
  PlDnsRecordQuestion *self = g_new0 (PlDnsRecordQuestion, 1);

  self->kind = kind;
  self->name = g_strdup (name);

  return self;
}

/**
 * pl_dns_record_read_all:
 * @kind: which records are wanted
 * @bytes: (array length=length): a message of DNS (RFC 1035 section 4), of whatever quality
 * @length: of it; 0 for none
 *
 * Reads the records of one kind out of an answer: at most %PL_DNS_RECORDS_MAX, those that are whole.
 *
 * Returns: (transfer full) (element-type PlDnsRecord): the records in their order
 */
GPtrArray *
pl_dns_record_read_all (PlQuestionKind kind, const guint8 *bytes, gsize length)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_dns_record_free);
  ns_msg message;
  ns_rr record;

  if (length == 0 || length > NS_MAXMSG || ns_initparse (bytes, (int) length, &message) != 0)
    return records;

  for (int i = 0; i < ns_msg_count (message, ns_s_an) && records->len < PL_DNS_RECORDS_MAX; i++)
    {
      PlDnsRecord *read;

      if (ns_parserr (&message, ns_s_an, i, &record) != 0)
        break;
      if ((int) ns_rr_type (record) != get_type (kind))
        continue;
      read = read_record (kind, &message, &record);
      if (read != NULL)
        g_ptr_array_add (records, read);
    }

  return records;
}

/**
 * pl_dns_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): the same record
 */
PlDnsRecord *
pl_dns_record_copy (const PlDnsRecord *self)
{
  PlDnsRecord *copy = g_new0 (PlDnsRecord, 1);

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->target = g_strdup (self->target);

  return copy;
}

/**
 * pl_dns_record_free:
 * @self: (transfer full): a record
 */
void
pl_dns_record_free (PlDnsRecord *self)
{
  g_free (self->text);
  g_free (self->target);
  g_free (self);
}
