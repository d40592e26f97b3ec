/**
 * What the modules of Packhouse say to each other: topic names, commands, events, outcomes, artifacts and failures, and
 * the JSON they travel as.
 *
 * <p>
 * Everything here is data without behaviour that touches the world. Readers tolerate unknown fields and unknown kinds, so
 * that processes of neighbouring versions can run side by side; writers never reuse a name for another meaning.
 */
@NullMarked
package io.packhouse.contracts;

import org.jspecify.annotations.NullMarked;
