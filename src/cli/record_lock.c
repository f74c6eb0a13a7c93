/* rota record encrypt, decrypt, passphrase, backup: the file of records as a whole. */
#include "cli/record_parts.h"

#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file of the home and whether it can be read without a passphrase. */
struct file {
    char *path;
    bool plain;
};

static rota_rc find(rota_cli *cli, struct file *out, rota_err *err) {
    rota_rc rc = rota_cli_open(cli, err);
    if (rc)
        return rc;
    out->path = rota_records_path(cli->folder->dir);
    if (access(out->path, F_OK) != 0)
        return rota_fail(err, ROTA_E_INPUT, "the home has no records yet");
    out->plain = rota_store_is_plain(out->path);
    return ROTA_OK;
}

/* What was readable stays readable in the blocks of the disk until they are used again: as far as a
 * program can, they are overwritten. */
static void overwrite(const char *path) {
    static const char zeros[64 * 1024];
    struct stat status;
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return;
    if (fstat(fd, &status) == 0)
        for (off_t left = status.st_size; left > 0;) {
            size_t n = left < (off_t)sizeof zeros ? (size_t)left : sizeof zeros;
            ssize_t done = write(fd, zeros, n);
            if (done <= 0)
                break;
            left -= done;
        }
    fsync(fd);
    close(fd);
}

static rota_rc put_in_place(const char *copy, const char *path, const char *old, bool readable,
                            rota_err *err) {
    rota_rc rc = ROTA_OK;
    bool moved =
        (unlink(old) == 0 || errno == ENOENT) && link(path, old) == 0 && rename(copy, path) == 0;
    if (!moved) {
        rc = rota_fail(err, ROTA_E_SYSTEM, "cannot put the new file in its place: %s",
                       strerror(errno));
        unlink(copy);
    } else if (readable)
        overwrite(old);
    unlink(old);
    return rc;
}

/* Write it anew with another key, and put that in its place. */
static rota_rc rewrite(const struct file *file, const rota_key *key, const rota_key *fresh,
                       rota_err *err) {
    /* Nobody else may be writing: the transaction is held until the new file is in place. */
    rota_store *store = NULL;
    rota_rc rc = rota_store_open_as(file->path, &rota_store_of_records, key, &store, err);
    if (!rc)
        rc = rota_store_begin(store, "rota record, a new passphrase", err);
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdupf("%s.new", file->path);
    ROTA_CLEANUP(rota_freep) char *old = rota_strdupf("%s.old", file->path);
    if (!rc && unlink(copy) != 0 && errno != ENOENT)
        rc = rota_fail(err, ROTA_E_SYSTEM, "'%s' is in the way: %s", copy, strerror(errno));
    if (!rc)
        rc = rota_store_rewrite(file->path, &rota_store_of_records, key, copy, fresh, err);
    if (!rc)
        rc = put_in_place(copy, file->path, old, /* readable= */ !key, err);
    rota_store_close(store);
    return rc;
}

/* Who takes all records elsewhere, or opens them for good, stands in their log. */
static rota_rc note_in_log(rota_cli *cli, const struct file *file, const rota_key *key,
                           const char *action, rota_err *err) {
    const char *as = rota_options_get(&cli->options, "as");
    rota_access access = {.reader = as ? as : getenv("ROTA_STAFF"), .action = action};
    rota_store *store = NULL;
    rota_rc rc = rota_store_open_as(file->path, &rota_store_of_records, key, &store, err);
    if (!rc)
        rc = rota_store_begin(store, "rota record, the log", err);
    if (!rc)
        rc = rota_records_log(store, &access, &(rota_record_list){0}, err);
    if (!rc)
        rc = rota_store_commit(store, err);
    rota_store_close(store);
    return rc;
}

static rota_rc rekey(rota_cli *cli, bool was_plain, bool plain_after, const char *done,
                     rota_err *err) {
    struct file file = {0};
    rota_passphrase old = {0}, fresh = {0};
    rota_rc rc = find(cli, &file, err);
    if (!rc && file.plain != was_plain)
        rc = rota_fail(err, ROTA_E_INPUT, "'%s' is %s", file.path,
                       file.plain ? "not encrypted" : "encrypted already");
    if (!rc && !was_plain)
        rc = rota_passphrase_read(cli, "passphrase-fd", "Passphrase of the records: ", false, &old,
                                  err);
    if (!rc && !plain_after)
        rc = rota_passphrase_read(cli, "new-passphrase-fd",
                                  "A new passphrase for the records: ", true, &fresh, err);
    rota_key key = {old.bytes, old.length}, fresh_key = {fresh.bytes, fresh.length};
    if (!rc && plain_after)
        rc = note_in_log(cli, &file, &key, "decrypt", err);
    if (!rc)
        rc = rewrite(&file, was_plain ? NULL : &key, plain_after ? NULL : &fresh_key, err);
    rota_passphrase_wipe(&old);
    rota_passphrase_wipe(&fresh);
    if (!rc && !cli->json)
        rota_text_addf(&cli->out, "%s\n", done);
    rota_freep(&file.path);
    return rc;
}

/* What was imported from, or exported to, records/ is still there for everybody to read. */
static void warn_of_files(rota_cli *cli) {
    size_t ntypes;
    int files = 0;
    const rota_record_type *const *types = rota_record_types(&ntypes);
    for (size_t i = 0; i < ntypes; i++) {
        ROTA_CLEANUP(rota_freep)
        char *path = rota_strdupf("%s/records/%s.csv", cli->folder->dir, types[i]->file);
        files += access(path, F_OK) == 0;
    }
    if (files)
        rota_cli_note(cli,
                      "%d CSV file%s of records in '%s/records' %s not encrypted: delete what you "
                      "no longer need",
                      files, files == 1 ? "" : "s", cli->folder->dir, files == 1 ? "is" : "are");
}

rota_rc rota_record_encrypt(rota_cli *cli, rota_err *err) {
    rota_rc rc =
        rekey(cli, true, false,
              "records.db is encrypted now; who loses the passphrase loses the records", err);
    if (!rc)
        warn_of_files(cli);
    if (!rc && !cli->folder->settings.records.encrypt)
        rota_cli_note(cli, "set 'encrypt = yes' in [records] of rota.ini, so that a new file will "
                           "be, too");
    return rc;
}

rota_rc rota_record_decrypt(rota_cli *cli, rota_err *err) {
    return rekey(cli, false, true, "records.db is not encrypted any more", err);
}

rota_rc rota_record_passphrase(rota_cli *cli, rota_err *err) {
    return rekey(cli, false, false, "the records have a new passphrase", err);
}

rota_rc rota_record_backup(rota_cli *cli, rota_err *err) {
    const char *to = rota_record_arg(cli, 0);
    struct file file = {0};
    rota_passphrase passphrase = {0};
    rota_store *store = NULL;
    rota_rc rc = find(cli, &file, err);
    if (!rc && !file.plain)
        rc = rota_passphrase_read(cli, "passphrase-fd", "Passphrase of the records: ", false,
                                  &passphrase, err);
    rota_key key = {passphrase.bytes, passphrase.length};
    if (!rc)
        rc = note_in_log(cli, &file, file.plain ? NULL : &key, "backup", err);
    if (!rc && !file.plain)
        rc = rota_store_rewrite(file.path, &rota_store_of_records, &key, to, &key, err);
    else if (!rc)
        rc = rota_store_open_as(file.path, &rota_store_of_records, NULL, &store, err);
    if (!rc && store)
        rc = rota_store_backup(store, to, err);
    rota_store_close(store);
    rota_passphrase_wipe(&passphrase);
    if (!rc)
        rota_text_addf(&cli->out, "copied the records to %s%s\n", to,
                       file.plain ? "" : " (encrypted with the same passphrase)");
    rota_freep(&file.path);
    return rc;
}
