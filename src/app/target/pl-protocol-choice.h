#pragma once

#include "app/widgets/pl-choice.h"
#include "core/target/pl-service.h"

G_BEGIN_DECLS

void pl_protocol_choice_bind (PlChoice *choice, gpointer request);
void pl_protocol_choice_show_for (GtkWidget *widget, gpointer request, PlProtocol protocol);

G_END_DECLS
