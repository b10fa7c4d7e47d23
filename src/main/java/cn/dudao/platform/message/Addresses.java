package cn.dudao.platform.message;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where people can be reached outside the system; the room that knows them answers. */
public interface Addresses {

  /**
   * Where one person wants to be told.
   *
   * @param mail the mail address, null if there is none or no mail is wanted
   * @param phone the number for SMS, null if there is none or no SMS is wanted
   */
  record Address(@Nullable String mail, @Nullable String phone) {

    /** Without the address: it must not reach a log. */
    @Override
    public String toString() {
      return "Address";
    }
  }

  /** The addresses of all of them at once; who is missing is told in the inbox only. */
  Map<UUID, Address> of(Collection<UUID> recipients);
}
