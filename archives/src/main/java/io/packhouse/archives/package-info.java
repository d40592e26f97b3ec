/**
 * Zip archives of strangers, read without trust: everything about one is checked before anything of it is believed. Knows
 * nothing of the house: who reads says what is put up with, how much may come out, and how a refusal sounds.
 */
@NullMarked
package io.packhouse.archives;

import org.jspecify.annotations.NullMarked;
