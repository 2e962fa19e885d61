#pragma once

#include "core/address/pl-end.h"
#include "core/target/pl-service.h"

G_BEGIN_DECLS

/**
 * PlNotation:
 * @label: what it is, translated: "Address and port"
 * @text: the notation
 *
 * One way to write an end, for a copy menu. Owns its text.
 */
typedef struct
{
  const char *label;
  char *text;
} PlNotation;

GArray *pl_end_notations_new (void);
void pl_end_notations_add (GArray *self, const char *label, char *text);
void pl_end_notations_add_all (GArray *self, const PlEnd *end, PlProtocol protocol, gboolean is_listening);
void pl_end_notations_add_typed (GArray *self, const PlEnd *end, PlProtocol protocol);
char *pl_end_notations_dup_hex (const PlAddress *address);

G_END_DECLS
