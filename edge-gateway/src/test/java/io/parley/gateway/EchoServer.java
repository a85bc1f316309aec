package io.parley.gateway;

/**
 * The public port with an echo in place of what sessions make of texts: all handlers between the bytes and the session
 * are the real ones, and so are the answers to Ping, Close and whatever is wrong.
 *
 * <p>The Autobahn test suite, which runs in the build, starts it as a program.
 */
public final class EchoServer {

    private EchoServer() {}

    /**
     * Listens until the build ends, and with it this process.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) {
        LoopbackGateway gateway = LoopbackGateway.unlimited();
        String token = gateway.token("autobahn");
        gateway.listen("0.0.0.0", Integer.parseInt(arguments[0]), pipeline -> new EchoPipeline(pipeline, token));
    }
}
