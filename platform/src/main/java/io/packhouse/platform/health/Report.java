package io.packhouse.platform.health;

import java.util.Map;

/**
 * How all checks of one question stand.
 *
 * @param up
 *            whether every check is up
 * @param checks
 *            the answers by the checks' names, in the order in which they were registered
 */
public record Report(boolean up, Map<String, Status> checks) {
}
