package io.packhouse.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

import org.apache.kafka.server.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The two sockets of a node, bound before Kafka starts: so a taken port is an exception before anything is written, the port
 * of the controller is known to the settings that must name it, and nobody can take a port between choosing and using it.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {

    private static final int BACKLOG = 128;

    private final ServerSocketChannel broker;
    private final ServerSocketChannel controller;

    private BoundSockets(ServerSocketChannel broker, ServerSocketChannel controller) {
        this.broker = broker;
        this.controller = controller;
    }

    /**
     * Binds the client port as set, and the controller to any free port of the same host.
     *
     * @throws BrokerException
     *             when the port is taken, or the host is none of this machine
     */
    static BoundSockets bind(String host, int port) {
        var broker = bindOne(host, port);
        try {
            return new BoundSockets(broker, bindOne(host, 0));
        } catch (BrokerException e) {
            closeQuietly(broker, e);
            throw e;
        }
    }

    private static ServerSocketChannel bindOne(String host, int port) {
        var address = new InetSocketAddress(host, port);
        @Nullable
        ServerSocketChannel channel = null;
        try {
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            channel = ServerSocketChannel.open();
            channel.configureBlocking(false);
            channel.bind(address, BACKLOG);
            return channel;
        } catch (IOException e) {
            var failure = new BrokerException("Kafka cannot listen at " + host + ":" + port + ": " + e.getMessage()
                    + ". Choose a port that is free, or 0 for any", e);
            if (channel != null) {
                closeQuietly(channel, failure);
            }
            throw failure;
        }
    }

    int brokerPort() {
        return broker.socket().getLocalPort();
    }

    InetSocketAddress controllerAddress() {
        return new InetSocketAddress(controller.socket().getInetAddress(), controller.socket().getLocalPort());
    }

    /** Hands a bound socket over to Kafka, which closes it when it stops. */
    @Override
    public ServerSocketChannel openServerSocket(String listener, InetSocketAddress address, int backlog, int receiveBuffer) {
        return NodeProperties.CONTROLLER_LISTENER.equals(listener) ? controller : broker;
    }

    /** Closes both, also those that Kafka has closed. */
    @Override
    public void close() {
        closeQuietly(broker, null);
        closeQuietly(controller, null);
    }

    private static void closeQuietly(ServerSocketChannel channel, @Nullable Exception suppressor) {
        try {
            channel.close();
        } catch (IOException e) {
            if (suppressor != null) {
                suppressor.addSuppressed(e);
            }
        }
    }
}
