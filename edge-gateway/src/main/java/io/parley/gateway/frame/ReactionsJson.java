package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.parley.history.StoredReaction;

import java.io.IOException;
import java.util.List;

/** Writes a message's reactions in a page of history, with the names of the first few users and the number of all. */
final class ReactionsJson {

    /** The most users that are listed for one reaction. */
    private static final int NAMED = 20;

    /** The most bytes of one beside its texts. */
    private static final int FRAME_BYTES = 64;

    private static final int USER_BYTES = 3;

    private ReactionsJson() {}

    static void write(JsonGenerator json, List<StoredReaction> reactions) throws IOException {
        json.writeArrayFieldStart("reactions");
        for (StoredReaction reaction : reactions) {
            json.writeStartObject();
            json.writeStringField("reaction", reaction.reaction());
            json.writeNumberField("count", reaction.count());
            json.writeArrayFieldStart("userIds");
            for (String userId : named(reaction)) {
                json.writeString(userId);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An upper bound of the bytes that {@link #write} takes, beside its name. */
    static int longest(List<StoredReaction> reactions) {
        int bytes = 0;
        for (StoredReaction reaction : reactions) {
            bytes += FRAME_BYTES + EventJson.utf8(reaction.reaction());
            for (String userId : named(reaction)) {
                bytes += USER_BYTES + EventJson.utf8(userId);
            }
        }
        return bytes;
    }

    private static List<String> named(StoredReaction reaction) {
        return reaction.userIds().subList(0, Math.min(NAMED, reaction.count()));
    }
}
