/** Jobs as the gateway knows them: accepting, waiting, cancelling, listing. */
@NullMarked
package io.packhouse.gateway.jobs;

import org.jspecify.annotations.NullMarked;
