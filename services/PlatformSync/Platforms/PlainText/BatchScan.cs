using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AccountingSync.PlatformSync.Platforms.PlainText;

/// <summary>One whole batch as it stands in a file.</summary>
/// <param name="Offset">Where its first byte stands.</param>
/// <param name="Text">Everything between the marker before and its own marker.</param>
sealed record Batch(BatchMarker Marker, long Offset, string Text);

/// <summary>Reads the whole batches of a file in order and stops at its unfinished tail.</summary>
/// <remarks>A batch and its marker are written by one write and flushed before anybody is told. A crash before the
/// flush can leave any part of it: no marker, half a marker, or (file systems may store pages out of order) a marker
/// after a hole, which reads as zero bytes. All of these are a tail that nobody was told about. A marker that does not
/// fit its batch without such a hole is something else: somebody edited the file, and that is not ours to cut off.</remarks>
sealed class BatchScan(string path, SafeFileHandle file)
{
    const int ChunkBytes = 1 << 20;

    /// <summary>Where the whole batches end.</summary>
    public long End { get; private set; }

    /// <summary>Of the last whole batch; null when there is none.</summary>
    public BatchMarker? Last { get; private set; }

    /// <exception cref="InvalidDataException">A batch is not as it was written.</exception>
    public IEnumerable<Batch> Batches()
    {
        var content = new MemoryStream();
        foreach (var line in Lines())
        {
            if (BatchMarker.Parse(Encoding.UTF8.GetString(line.Span[..^1])) is not { } marker)
            {
                content.Write(line.Span);
                continue;
            }
            var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
            if (marker.Number != (Last?.Number ?? -1) + 1 || marker.Hash != Hash(Last?.Hash, bytes.Span))
            {
                if (bytes.Span.Contains((byte)0))
                    yield break;
                throw new InvalidDataException(
                    $"{path}: batch {marker.Number}, which starts at byte {End}, is not as it was written. This file is only ever appended to: "
                        + "put it back from a backup, or move it away and let every entry be written again."
                );
            }
            var batch = new Batch(marker, End, Encoding.UTF8.GetString(bytes.Span));
            End += bytes.Length + line.Length;
            Last = marker;
            content.SetLength(0);
            yield return batch;
        }
    }

    public static string Hash(string? previous, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(previous ?? ""));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Lines with their line feed; what follows the last line feed is no line.</summary>
    IEnumerable<ReadOnlyMemory<byte>> Lines()
    {
        var buffer = new byte[ChunkBytes];
        var offset = 0L;
        var filled = 0;
        while (true)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(filled), offset);
            if (read == 0)
                yield break;
            offset += read;
            filled += read;
            var start = 0;
            for (int length; (length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') + 1) > 0; start += length)
                yield return buffer.AsMemory(start, length);
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
