using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Census;

/// <summary>
/// The append-only record of everything that the sandbox answered for, one JSON object per line.
/// Lines that arrive together share one fsync; no answer leaves before <see cref="Settled"/>.
/// </summary>
internal sealed class CensusFile : IAsyncDisposable
{
    readonly Channel<(byte[] Line, TaskCompletionSource Done)> waiting = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    readonly Lock order = new();
    readonly FileStream? file;
    readonly Task writing = Task.CompletedTask;
    Task last = Task.CompletedTask;

    public CensusFile(IOptions<SandboxOptions> options)
    {
        if (string.IsNullOrEmpty(options.Value.CensusFile))
            return;
        var path = Path.GetFullPath(options.Value.CensusFile);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        Lines = ReadBack(file);
        writing = Task.Run(Write);
    }

    /// <summary>What an earlier run had written, in order; read once at start and then released.</summary>
    public IReadOnlyList<JsonElement> Lines { get; private set; } = [];

    public void ForgetLines() => Lines = [];

    /// <summary>Completes when everything appended so far is on disk.</summary>
    public Task Settled => Volatile.Read(ref last);

    public void Append(string line)
    {
        if (file is null)
            return;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (order)
        {
            if (!waiting.Writer.TryWrite((Encoding.UTF8.GetBytes(line + "\n"), done)))
                throw new IOException("The census file can no longer be written.");
            Volatile.Write(ref last, done.Task);
        }
    }

    async Task Write()
    {
        var batch = new List<TaskCompletionSource>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            try
            {
                while (waiting.Reader.TryRead(out var next))
                {
                    batch.Add(next.Done);
                    file!.Write(next.Line);
                }
                file!.Flush(flushToDisk: true);
            }
            catch (IOException failure)
            {
                // Nobody waiting may be answered, and nothing may be accepted after a gap.
                waiting.Writer.TryComplete(failure);
                batch.ForEach(done => done.SetException(failure));
                while (waiting.Reader.TryRead(out var next))
                    next.Done.SetException(failure);
                throw;
            }
            batch.ForEach(done => done.SetResult());
        }
    }

    // A line without its end was never answered for: the process died while writing it.
    static List<JsonElement> ReadBack(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var complete = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(complete);
        file.Position = complete;
        var lines = new List<JsonElement>();
        for (var start = 0; start < complete; )
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            using var line = JsonDocument.Parse(bytes.AsMemory(start, end - start));
            lines.Add(line.RootElement.Clone());
            start = end + 1;
        }
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        if (file is not null)
            await file.DisposeAsync();
    }
}
