/** Which requests are admitted: the sides and the rules of relations (reference, sections 3.6, 4.1 and 4.2). Pure functions. */
@NullMarked
package io.packhouse.addonscript.relations;

import org.jspecify.annotations.NullMarked;
