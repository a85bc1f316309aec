package io.parley.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import io.parley.runtime.proxy.ProxyRules;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads the header of the PROXY protocol, version 2, with which a trusted proxy begins a connection, and removes itself.
 * A connection that begins otherwise is closed, as is one from elsewhere: who could leave the header out could write it.
 *
 * <pre>
 *  12 bytes  signature
 *   1 byte   version 2, and the command: 0 LOCAL (the proxy's own, such as a health check), 1 PROXY
 *   1 byte   family: 0x11 TCP over IPv4, 0x21 TCP over IPv6; others say nothing of an address
 *   2 bytes  the length of what follows: both addresses, both ports, and further fields, which are skipped
 * </pre>
 */
public final class ProxyProtocolHandler extends ByteToMessageDecoder {

    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int FIXED_BYTES = SIGNATURE.length + 4;

    /** Far more than proxies send: certificates of clients may be among the further fields. */
    private static final int LONGEST_REST = 4_096;

    private static final int VERSION_LOCAL = 0x20;
    private static final int VERSION_PROXY = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int PORTS_BYTES = 4;

    private final ProxyRules rules;
    private final Duration timeout;
    private final Consumer<String> refusals;
    private ScheduledFuture<?> deadline;

    /**
     * @param timeout after which a connection is closed whose header isn't there
     * @param refusals called with the reason when a connection is closed
     */
    public ProxyProtocolHandler(ProxyRules rules, Duration timeout, Consumer<String> refusals) {
        this.rules = rules;
        this.timeout = timeout;
        this.refusals = refusals;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> refuse(context), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        deadline.cancel(false);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        deadline.cancel(false);
        super.channelInactive(context);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws UnknownHostException {
        if (!rules.trusts(ClientAddress.ofConnection(context.channel())) || !beginsWithSignature(in)) {
            in.skipBytes(in.readableBytes());
            refuse(context);
            return;
        }
        if (in.readableBytes() < FIXED_BYTES) {
            return;
        }
        int start = in.readerIndex();
        int command = in.getUnsignedByte(start + SIGNATURE.length);
        int family = in.getUnsignedByte(start + SIGNATURE.length + 1);
        int rest = in.getUnsignedShort(start + SIGNATURE.length + 2);
        if (rest > LONGEST_REST || (command != VERSION_LOCAL && command != VERSION_PROXY)) {
            in.skipBytes(in.readableBytes());
            refuse(context);
            return;
        }
        if (in.readableBytes() < FIXED_BYTES + rest) {
            return;
        }
        int addressBytes = addressBytes(family);
        if (command == VERSION_PROXY && addressBytes > 0) {
            if (rest < 2 * addressBytes + PORTS_BYTES) {
                in.skipBytes(in.readableBytes());
                refuse(context);
                return;
            }
            byte[] source = new byte[addressBytes];
            in.getBytes(start + FIXED_BYTES, source);
            ClientAddress.setConnection(context.channel(), InetAddress.getByAddress(source));
        }
        in.skipBytes(FIXED_BYTES + rest);
        // Passes on what it holds.
        context.pipeline().remove(this);
    }

    private static int addressBytes(int family) {
        return switch (family) {
            case TCP_OVER_IPV4 -> IPV4_BYTES;
            case TCP_OVER_IPV6 -> IPV6_BYTES;
            default -> 0;
        };
    }

    /** Whether all that is there of it is right. */
    private static boolean beginsWithSignature(ByteBuf in) {
        for (int i = 0; i < Math.min(SIGNATURE.length, in.readableBytes()); i++) {
            if (in.getByte(in.readerIndex() + i) != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }

    private void refuse(ChannelHandlerContext context) {
        if (context.channel().isOpen()) {
            refusals.accept("proxy-protocol");
            var unused = context.close();
        }
    }
}
