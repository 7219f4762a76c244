/* SPDX-License-Identifier: BSD-2-Clause */
/* term_look.c - the table of looks.
 *
 * Colours are those of `btfdump show`: readable on light and on dark, no blue, no black. Whatever differs by its
 * colour alone also differs by its text; what is pointed out, by an attribute as well. */
#include "term_look.h"

static const struct term_look looks[STYLE_COUNT] = {
	[STYLE_PLAIN] = {.color = LOOK_DEFAULT},
	[STYLE_KEYWORD] = {.color = LOOK_CYAN},
	[STYLE_NAME] = {.color = LOOK_DEFAULT, .bold = true},
	[STYLE_NUMBER] = {.color = LOOK_YELLOW},
	[STYLE_NOTE] = {.color = LOOK_GREEN},
	[STYLE_WARN] = {.color = LOOK_RED, .bold = true},
	[STYLE_BORDER] = {.color = LOOK_DEFAULT},
	[STYLE_TITLE] = {.color = LOOK_CYAN, .bold = true},
	[STYLE_KEY] = {.color = LOOK_DEFAULT, .bold = true},
	[STYLE_MATCH] = {.color = LOOK_GREEN, .bold = true, .underline = true},
	[STYLE_LINKED] = {.color = LOOK_MAGENTA, .bold = true, .underline = true},
};

struct term_look term_look(unsigned int style, bool mono)
{
	unsigned int base = style & STYLE_BASE;
	struct term_look look = looks[base < STYLE_COUNT ? base : STYLE_PLAIN];

	/* A bar of many colours is hard to read. */
	if (mono || style & STYLE_CURSOR)
		look.color = LOOK_DEFAULT;
	if (style & STYLE_CURSOR)
		look.reverse = true;
	/* An underline runs through blanks too, as the bar of a row has to. */
	else if (style & STYLE_SHADOW)
		look.underline = true;
	return look;
}
