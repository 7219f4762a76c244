/* SPDX-License-Identifier: BSD-2-Clause */
/* value_bits.c - reads integers from the bytes of a value, of either byte order. */
#include "query/value_bits.h"

#include <endian.h>
#include <string.h>

typedef unsigned __int128 wide;

static struct btf_wide of_wide(wide value)
{
	return (struct btf_wide){(uint64_t)value, (uint64_t)(value >> 64)};
}

static wide low_bits(uint32_t bits)
{
	return bits == BTF_WIDE_BITS ? ~(wide)0 : ((wide)1 << bits) - 1;
}

static struct btf_wide read_little(const uint8_t *data, uint32_t offset, uint32_t bits)
{
	uint32_t size = (offset + bits + 7) / 8;
	wide value = data[0] >> offset;

	for (uint32_t i = 1; i < size; i++)
		value |= (wide)data[i] << (8 * i - offset);
	return of_wide(value & low_bits(bits));
}

static struct btf_wide read_big(const uint8_t *data, uint32_t offset, uint32_t bits)
{
	uint32_t end = offset + bits, size = (end + 7) / 8, behind = 8 * size - end;
	wide value = data[0] & (0xffu >> offset);

	if (size == 1)
		return of_wide(value >> behind);
	for (uint32_t i = 1; i < size - 1; i++)
		value = value << 8 | data[i];
	return of_wide(value << (8 - behind) | data[size - 1] >> behind);
}

/* Whole integers of the sizes that processors have: nearly all. */
static bool read_whole(const uint8_t *data, uint32_t bits, bool is_big_endian, uint64_t *value)
{
	uint16_t half;
	uint32_t word;

	switch (bits) {
	case 8:
		*value = *data;
		return true;
	case 16:
		memcpy(&half, data, sizeof(half));
		*value = is_big_endian ? be16toh(half) : le16toh(half);
		return true;
	case 32:
		memcpy(&word, data, sizeof(word));
		*value = is_big_endian ? be32toh(word) : le32toh(word);
		return true;
	case 64:
		memcpy(value, data, sizeof(*value));
		*value = is_big_endian ? be64toh(*value) : le64toh(*value);
		return true;
	default:
		return false;
	}
}

struct btf_wide btf_read_bits(const uint8_t *data, uint32_t offset, uint32_t bits,
			      bool is_big_endian)
{
	struct btf_wide value = {0};

	if (!offset && read_whole(data, bits, is_big_endian, &value.low))
		return value;
	return is_big_endian ? read_big(data, offset, bits) : read_little(data, offset, bits);
}

struct btf_wide btf_extend_sign(struct btf_wide value, uint32_t bits)
{
	wide all = (wide)value.high << 64 | value.low;
	uint32_t unused = BTF_WIDE_BITS - bits;

	return of_wide((wide)((__int128)(all << unused) >> unused));
}
