using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AccountingSync.PlatformSync.Platforms.PlainText;

/// <summary>A text file that grows by whole batches: each ends with a marker, and what follows the last marker after a
/// crash is cut off when the file is opened.</summary>
sealed class BatchFile : IDisposable
{
    readonly string path;
    readonly SafeFileHandle file;
    readonly DiskAccess disk;
    long end;

    BatchFile(string path, DiskAccess disk)
    {
        this.path = path;
        this.disk = disk;
        file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>Of the last whole batch; null while the file is empty.</summary>
    public BatchMarker? Last { get; private set; }

    /// <summary>Reads every whole batch, cuts off an unfinished tail and is ready to append.</summary>
    /// <param name="keepTail">Keeps what is cut off in a file beside it, for people.</param>
    /// <exception cref="InvalidDataException">A batch is not as it was written.</exception>
    public static BatchFile Open(string path, DiskAccess disk, bool keepTail, Action<Batch> see)
    {
        var opened = new BatchFile(path, disk);
        try
        {
            var scan = new BatchScan(path, opened.file);
            foreach (var batch in scan.Batches())
                see(batch);
            opened.end = scan.End;
            opened.Last = scan.Last;
            opened.CutTail(keepTail);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Writes the batch with its marker and returns when both are on the disk.</summary>
    /// <returns>Where the batch starts.</returns>
    /// <exception cref="IOException">Nobody knows what is on the disk, unless <see cref="TakeBack"/> succeeds.</exception>
    public long Append(string text, int entries, string? journal = null)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var marker = new BatchMarker((Last?.Number ?? -1) + 1, entries, BatchScan.Hash(Last?.Hash, content), journal);
        var start = end;
        byte[] bytes = [.. content, .. Encoding.UTF8.GetBytes(marker.Line)];
        disk.Write(file, bytes, start);
        disk.Flush(file);
        end += bytes.Length;
        Last = marker;
        return start;
    }

    /// <summary>Cuts off what a failed <see cref="Append"/> may have left.</summary>
    public void TakeBack()
    {
        RandomAccess.SetLength(file, end);
        disk.Flush(file);
    }

    public string Read(long offset, int length)
    {
        var bytes = new byte[length];
        for (var filled = 0; filled < length; )
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(filled), offset + filled);
            filled += read > 0 ? read : throw new EndOfStreamException($"{path} is shorter than when it was opened.");
        }
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Every batch, read again from the file.</summary>
    public IEnumerable<Batch> Batches() => new BatchScan(path, file).Batches();

    /// <summary>False when somebody else has changed, replaced or removed the file since it was opened.</summary>
    public bool IsUntouched() => new FileInfo(path) is { Exists: true } now && now.Length == end;

    public void Dispose() => file.Dispose();

    void CutTail(bool keep)
    {
        var length = RandomAccess.GetLength(file);
        if (length == end)
            return;
        if (keep)
        {
            using var kept = File.Create($"{path}.unfinished-{end}");
            using var whole = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            whole.Position = end;
            whole.CopyTo(kept);
            kept.Flush(flushToDisk: true);
        }
        TakeBack();
    }
}
