package io.parley.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Frames of the protocol with something changed about them: a byte, a token, a part that is missing or twice there. */
final class MutatedTexts {

    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";

    private static final List<String> FRAMES = List.of(
            "{'type':'create','id':'c-1','conversationId':'0190163d-8694-739b-aea5-966c26f8ad92','kind':'group',"
                    + "'members':['bob','carol'],'title':'Trip'}",
            "{'type':'create','id':'c-2','kind':'direct','members':['bob']}",
            "{'type':'send','id':'c-3','conversationId':'" + GROUP + "','content':'Grüße 🙂','replyTo':3}",
            "{'type':'send','id':'c-4','conversationId':'" + GROUP + "','content':'aGVsbG8=','encrypted':true}",
            "{'type':'edit','id':'c-5','conversationId':'" + GROUP + "','target':2,'content':'better'}",
            "{'type':'delete','id':'c-6','conversationId':'" + GROUP + "','target':2}",
            "{'type':'react','id':'c-7','conversationId':'" + GROUP + "','target':2,'reaction':'👍','remove':false}",
            "{'type':'add','id':'c-8','conversationId':'" + GROUP + "','members':['dora']}",
            "{'type':'remove','id':'c-9','conversationId':'" + GROUP + "','members':['bob']}",
            "{'type':'rename','id':'c-10','conversationId':'" + GROUP + "','title':'Other'}",
            "{'type':'open','conversationId':'" + GROUP + "'}",
            "{'type':'close','conversationId':'" + GROUP + "'}",
            "{'type':'history','ref':7,'conversationId':'" + GROUP + "','after':1,'through':9,'limit':20}",
            "{'type':'read','conversationId':'" + GROUP + "','sequence':4}",
            "{'type':'typing','conversationId':'" + GROUP + "'}",
            "{'type':'status','status':'away'}",
            "{'type':'device','platform':'apns','token':'t','remove':true}",
            "{'type':'auth','token':'a.b.c'}",
            "{'type':'ping'}");

    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "0.5",
            "9007199254740993",
            "9".repeat(2_000),
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\\x\"",
            "[[[[",
            "{\"a\":",
            "}",
            "]",
            ",",
            ":",
            "\"",
            "[".repeat(2_000),
            "\uFEFF",
            "/**/",
            "NaN",
            // Four of these are still no frame that is too large.
            "\"" + "k".repeat(30_000) + "\":1,");

    private final Random random;

    MutatedTexts(Random random) {
        this.random = random;
    }

    /** The next text, which need be neither JSON nor UTF-8. */
    byte[] next() {
        byte[] bytes = pick(FRAMES).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = mutated(bytes);
        }
        return bytes;
    }

    static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private byte[] mutated(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(20));
        return switch (random.nextInt(7)) {
            case 0 -> Bytes.spliced(bytes, from, to, pick(TOKENS).getBytes(StandardCharsets.UTF_8));
            case 1 ->
                Bytes.spliced(bytes, from, from, pick(FRAMES).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            default -> Bytes.mutated(bytes, random);
        };
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
