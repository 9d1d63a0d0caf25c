using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>Some lines of an import, as they were sent.</summary>
/// <param name="Bytes">All of them, with their line ends.</param>
/// <param name="Lines">Without those that are empty. Where each lies in <paramref name="Bytes"/>; one that was too long lies nowhere.</param>
sealed record LineChunk(byte[] Bytes, IReadOnlyList<(long Number, Range? Place)> Lines);

/// <summary>Cuts a body of any length into chunks of lines; never more than one chunk is held.</summary>
static class LineChunks
{
    const int MaxLines = 500;
    const int MaxBytes = 1024 * 1024;
    public const int MaxLineBytes = 256 * 1024;

    public static async IAsyncEnumerable<LineChunk> Of(PipeReader body, [EnumeratorCancellation] CancellationToken stop)
    {
        var chunk = new Chunk();
        while (true)
        {
            var read = await body.ReadAsync(stop);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                chunk.Add(rest.Slice(0, end), ends: true);
                rest = rest.Slice(rest.GetPosition(1, end));
                if (chunk.IsFull)
                    yield return chunk.Take();
            }
            // A line longer than that is thrown away as it comes, and the next line end ends it.
            if (rest.Length > MaxLineBytes || read.IsCompleted)
            {
                chunk.Add(rest, ends: read.IsCompleted);
                rest = rest.Slice(rest.End);
            }
            body.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
                break;
        }
        if (chunk.HasLines)
            yield return chunk.Take();
    }

    sealed class Chunk
    {
        readonly ArrayBufferWriter<byte> bytes = new(64 * 1024);
        readonly List<(long, Range?)> lines = [];
        long number = 1;
        bool tooLong;

        public bool IsFull => lines.Count >= MaxLines || bytes.WrittenCount >= MaxBytes;
        public bool HasLines => lines.Count > 0;

        /// <param name="ends">False when more of the line is to come: then it is too long.</param>
        public void Add(ReadOnlySequence<byte> part, bool ends)
        {
            tooLong |= !ends || part.Length > MaxLineBytes;
            if (!ends)
                return;
            if (tooLong)
                lines.Add((number, null));
            else if (!IsBlank(part))
                Keep(part);
            tooLong = false;
            number++;
        }

        public LineChunk Take()
        {
            var taken = new LineChunk(bytes.WrittenSpan.ToArray(), [.. lines]);
            bytes.ResetWrittenCount();
            lines.Clear();
            return taken;
        }

        void Keep(ReadOnlySequence<byte> line)
        {
            var start = bytes.WrittenCount;
            foreach (var segment in line)
                bytes.Write(segment.Span);
            lines.Add((number, start..bytes.WrittenCount));
            bytes.Write("\n"u8);
        }

        static bool IsBlank(ReadOnlySequence<byte> line)
        {
            foreach (var segment in line)
                if (segment.Span.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r'))
                    return false;
            return true;
        }
    }
}
