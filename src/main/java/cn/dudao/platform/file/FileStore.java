package cn.dudao.platform.file;

import cn.dudao.platform.crypto.FieldCipher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps files in the database under the digest of their content: the same content is kept once, and
 * whoever has the digest can tell that nothing was changed. The content is sealed, as uploaded
 * lists hold personal data.
 */
@Component
public final class FileStore {

  private static final int PIECE = 1 << 20;

  private final JdbcClient sql;
  private final FieldCipher cipher;
  private final Clock clock;
  private final TransactionTemplate transaction;

  FileStore(JdbcClient sql, FieldCipher cipher, Clock clock, TransactionTemplate transaction) {
    this.sql = sql;
    this.cipher = cipher;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * Keeps the content, in the caller's transaction if there is one.
   *
   * @param content read twice: once for the digest, once to keep it. An uploaded {@code
   *     MultipartFile} is one; for bytes there is {@code ByteArrayResource}, for a file {@code
   *     FileSystemResource}
   * @throws IOException if the content cannot be read
   */
  public StoredFile put(InputStreamSource content, String mediaType) throws IOException {
    MessageDigest sha256 = sha256();
    long size;
    try (InputStream in = content.getInputStream()) {
      size = digest(in, sha256);
    }
    var stored = new StoredFile(HexFormat.of().formatHex(sha256.digest()), mediaType, size);
    var failure = new IOException[1];
    transaction.executeWithoutResult(status -> {
      try {
        keep(stored, content);
      } catch (IOException unreadable) {
        failure[0] = unreadable;
        status.setRollbackOnly();
      }
    });
    if (failure[0] != null) {
      throw failure[0];
    }
    return find(stored.digest()).orElse(stored);
  }

  private void keep(StoredFile file, InputStreamSource content) throws IOException {
    // Who stores it again gets it as fresh: it is not removed before it has found its new name.
    boolean inserted =
        sql.sql(
                "INSERT INTO platform.stored_file (digest, media_type, size, stored_at)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT (digest)"
                    + " DO UPDATE SET stored_at = excluded.stored_at RETURNING xmax = 0")
            .params(
                file.digest(),
                file.mediaType(),
                file.size(),
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .query(Boolean.class)
            .single();
    if (!inserted) {
      return;
    }
    MessageDigest again = sha256();
    try (InputStream in = content.getInputStream()) {
      byte[] piece = in.readNBytes(PIECE);
      for (int position = 0; piece.length > 0; position++) {
        again.update(piece);
        sql.sql(
                "INSERT INTO platform.stored_file_piece (digest, position, sealed)"
                    + " VALUES (?, ?, ?)")
            .params(file.digest(), position, cipher.seal(piece, place(file.digest(), position)))
            .update();
        piece = in.readNBytes(PIECE);
      }
    }
    if (!HexFormat.of().formatHex(again.digest()).equals(file.digest())) {
      throw new IOException("the content changed while it was stored");
    }
  }

  /** The file of that digest, if it is here. */
  public Optional<StoredFile> find(String digest) {
    return sql.sql("SELECT digest, media_type, size FROM platform.stored_file WHERE digest = ?")
        .param(digest)
        .query((row, number) -> new StoredFile(row.getString(1), row.getString(2), row.getLong(3)))
        .optional();
  }

  /**
   * The content, piece by piece as it is read.
   *
   * @throws NoSuchElementException if there is no such file
   */
  public InputStream open(String digest) {
    StoredFile file = find(digest).orElseThrow();
    int pieces = (int) ((file.size() + PIECE - 1) / PIECE);
    return new SequenceInputStream(
        new Enumeration<>() {
          private int next;

          @Override
          public boolean hasMoreElements() {
            return next < pieces;
          }

          @Override
          public InputStream nextElement() {
            return new ByteArrayInputStream(piece(digest, next++));
          }
        });
  }

  /** Writes the content; the stream stays open. */
  public void copy(String digest, OutputStream target) throws IOException {
    try (InputStream content = open(digest)) {
      content.transferTo(target);
    }
  }

  private byte[] piece(String digest, int position) {
    byte[] sealed =
        sql.sql("SELECT sealed FROM platform.stored_file_piece WHERE digest = ? AND position = ?")
            .params(digest, position)
            .query((row, number) -> row.getBytes(1))
            .single();
    return cipher.open(sealed, place(digest, position));
  }

  private static String place(String digest, int position) {
    return "file:" + digest + ":" + position;
  }

  private static long digest(InputStream in, MessageDigest sha256) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      sha256.update(buffer, 0, read);
      size += read;
    }
    Arrays.fill(buffer, (byte) 0);
    return size;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
