/** Launch environments: the command that builds one, what it makes, and what is published of the repository of recipes. */
@NullMarked
package io.packhouse.contracts.environments;

import org.jspecify.annotations.NullMarked;
