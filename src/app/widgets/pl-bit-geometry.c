/* pl-bit-geometry.c: where the cells of a bit strip are. Only arithmetic; draws nothing. */

#include "app/widgets/pl-bit-geometry.h"

#include <math.h>

/* In ems of the digits, which are 12 pixels high at the usual size. */
#define GAP_EM       0.8 /* between groups, and between rows */
#define LABEL_EM     1.6
#define IPV4_CELL_EM 2.5
#define IPV6_CELL_EM 1.5

#define MIN_CELL 2

/* Cells are equal; what is left of the width tells hexadecimal digits and groups apart. */
static void
spread (PlBitGeometry *self, int spare)
{
  int n_gaps = self->row_bits / self->group_bits - 1;

  if (self->group_bits == 16)
    {
      int n_nibble_gaps = self->row_bits / 4 - self->row_bits / self->group_bits;

      self->nibble_gap = CLAMP (spare / n_nibble_gaps, 0, self->gap / 3);
      spare -= self->nibble_gap * n_nibble_gaps;
    }
  if (n_gaps > 0)
    self->gap += CLAMP (spare / n_gaps, 0, self->gap / 2);
}

/**
 * pl_bit_geometry_init:
 * @self: (out caller-allocates): the geometry
 * @family: IPv4 for 32 bits in a row, IPv6 for 128
 * @ipv6_rows: rows for IPv6
 * @em: height of a digit in pixels
 * @cell_ems: height of a cell in ems, or 0 for the usual one
 * @width: pixels there are
 *
 * Works out where the cells are: as wide as they can be, but 2 pixels at least.
 */
void
pl_bit_geometry_init (PlBitGeometry *self,
                      PlFamily family,
                      guint ipv6_rows,
                      double em,
                      double cell_ems,
                      int width)
{
  gboolean is_ipv4 = family == PL_FAMILY_IPV4;
  int gaps;

  if (cell_ems <= 0)
    cell_ems = is_ipv4 ? IPV4_CELL_EM : IPV6_CELL_EM;

  self->n_bits = is_ipv4 ? 32 : 128;
  self->group_bits = is_ipv4 ? 8 : 16;
  self->n_rows = is_ipv4 ? 1 : (int) ipv6_rows;
  self->row_bits = self->n_bits / self->n_rows;

  self->em = MAX ((int) round (em), 4);
  self->gap = (int) round (em * GAP_EM);
  self->row_gap = self->gap;
  self->label_height = (int) round (em * LABEL_EM);
  self->cell_height = (int) round (em * cell_ems);
  self->end_room = is_ipv4 ? 0 : self->gap / 2 + PL_BIT_MARK_HALF;
  self->nibble_gap = 0;
  self->foot_height = 0;

  gaps = (self->row_bits / self->group_bits - 1) * self->gap + self->end_room;
  self->cell_width = MAX ((width - gaps) / self->row_bits, MIN_CELL);
  spread (self, width - gaps - self->cell_width * self->row_bits);
}

/**
 * pl_bit_geometry_get_x:
 * @self: a geometry
 * @bit: a bit, 0 for the first
 *
 * Gets where a cell begins in its row.
 *
 * Returns: pixels from the left edge of the row
 */
int
pl_bit_geometry_get_x (const PlBitGeometry *self, int bit)
{
  int i = bit % self->row_bits;
  int group = i / self->group_bits;

  return i * self->cell_width + group * self->gap + (i / 4 - group) * self->nibble_gap;
}

/**
 * pl_bit_geometry_get_y:
 * @self: a geometry
 * @bit: a bit, 0 for the first
 *
 * Gets where a cell begins below the top of the first row.
 *
 * Returns: pixels from the top
 */
int
pl_bit_geometry_get_y (const PlBitGeometry *self, int bit)
{
  return bit / self->row_bits * (pl_bit_geometry_get_row_height (self) + self->row_gap) + self->label_height;
}

/**
 * pl_bit_geometry_get_width:
 * @self: a geometry
 *
 * Gets how wide a row is, which can be less than there is.
 *
 * Returns: pixels
 */
int
pl_bit_geometry_get_width (const PlBitGeometry *self)
{
  return pl_bit_geometry_get_x (self, self->row_bits - 1) + self->cell_width;
}

/**
 * pl_bit_geometry_get_row_height:
 * @self: a geometry
 *
 * Gets how high a row is with the numbers above it and the words below.
 *
 * Returns: pixels
 */
int
pl_bit_geometry_get_row_height (const PlBitGeometry *self)
{
  return self->label_height + self->cell_height + self->foot_height;
}

/**
 * pl_bit_geometry_get_height:
 * @self: a geometry
 *
 * Gets how high all rows are together.
 *
 * Returns: pixels
 */
int
pl_bit_geometry_get_height (const PlBitGeometry *self)
{
  return self->n_rows * pl_bit_geometry_get_row_height (self) + (self->n_rows - 1) * self->row_gap;
}
