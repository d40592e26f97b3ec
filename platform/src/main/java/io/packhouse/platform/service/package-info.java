/** What a service is to the process that runs it. */
@NullMarked
package io.packhouse.platform.service;

import org.jspecify.annotations.NullMarked;
