/* Any bytes as an answer of DNS: what is read out of it is text, bounded, and within the message. */
#include "core/lookup/pl-dns-record.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* g_assert() can be compiled out, and cmocka is not here. */
#define CHECK(condition)                                                                                     \
  do                                                                                                         \
    if (!(condition))                                                                                        \
      g_error ("%s", #condition);                                                                            \
  while (0)

static void
check_record (const PlDnsRecord *record, PlQuestionKind kind)
{
  CHECK (record->kind == kind);
  CHECK (record->text != NULL && g_utf8_validate (record->text, -1, NULL));
  CHECK (strlen (record->text) < 5 * 65536);
  CHECK (record->target == NULL || *record->target != '\0');
  CHECK (kind != PL_QUESTION_SRV || record->target != NULL);
  CHECK (record->port == 0 || kind == PL_QUESTION_SRV);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (PlQuestionKind kind = PL_QUESTION_SRV; kind <= PL_QUESTION_SOA; kind++)
    {
      g_autoptr (GPtrArray) records = pl_dns_record_read_all (kind, data, size);

      CHECK (records->len <= PL_DNS_RECORDS_MAX);
      for (guint i = 0; i < records->len; i++)
        check_record (records->pdata[i], kind);
    }

  return 0;
}
