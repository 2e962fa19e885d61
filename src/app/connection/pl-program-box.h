#pragma once

#include "core/connection/pl-program.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_PROGRAM_BOX (pl_program_box_get_type ())

G_DECLARE_FINAL_TYPE (PlProgramBox, pl_program_box, PL, PROGRAM_BOX, AdwBin)

void pl_program_box_set_input (PlProgramBox *self, const PlProgramInput *input);
void pl_program_box_set_language (PlProgramBox *self, PlProgramLanguage language);

G_END_DECLS
