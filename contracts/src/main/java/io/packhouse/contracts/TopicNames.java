package io.packhouse.contracts;

/**
 * The names of topics and share groups on a cluster: a configurable prefix before the plain name, so that several houses
 * can live on one cluster.
 *
 * @param prefix
 *            what every name begins with, such as {@code packhouse.}; may be empty
 */
public record TopicNames(String prefix) {

    /** The topic's name on the cluster. */
    public String of(Topic topic) {
        return prefix + topic.plainName();
    }

    /** The name of the share group whose members work off {@code queue}. */
    public String groupOf(Topic queue) {
        if (queue.use() != Topic.Use.QUEUE) {
            throw new IllegalArgumentException(queue + " is not a queue");
        }
        return prefix + "workers." + queue.plainName();
    }
}
