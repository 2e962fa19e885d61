#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/* Half the width of the mark at the end of a prefix. */
#define PL_BIT_MARK_HALF 5

/**
 * PlBitGeometry:
 * @n_bits: 32 or 128
 * @group_bits: 8 or 16
 * @n_rows: rows of cells
 * @row_bits: cells in a row
 * @em: height of a digit
 * @cell_width: width of a cell with the room behind it
 * @cell_height: height of a cell
 * @label_height: height of the line of numbers above the cells
 * @gap: between two groups
 * @nibble_gap: between two hexadecimal digits
 * @foot_height: below the cells of a row, for words; 0 unless somebody sets it
 * @row_gap: between two rows
 * @end_room: for a mark behind the last cell of a row
 *
 * Where the cells of a bit strip are, in whole pixels.
 */
typedef struct
{
  int n_bits;
  int group_bits;
  int n_rows;
  int row_bits;
  int em;
  int cell_width;
  int cell_height;
  int label_height;
  int gap;
  int nibble_gap;
  int foot_height;
  int row_gap;
  int end_room;
} PlBitGeometry;

void pl_bit_geometry_init (PlBitGeometry *self,
                           PlFamily family,
                           guint ipv6_rows,
                           double em,
                           double cell_ems,
                           int width);
int pl_bit_geometry_get_x (const PlBitGeometry *self, int bit);
int pl_bit_geometry_get_y (const PlBitGeometry *self, int bit);
int pl_bit_geometry_get_width (const PlBitGeometry *self);
int pl_bit_geometry_get_row_height (const PlBitGeometry *self);
int pl_bit_geometry_get_height (const PlBitGeometry *self);

G_END_DECLS
