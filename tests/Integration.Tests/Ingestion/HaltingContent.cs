namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Sends so much, waits, and sends the rest.</summary>
sealed class HaltingContent(byte[] bytes, int first, Task gate) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
    {
        await stream.WriteAsync(bytes.AsMemory(0, first));
        await stream.FlushAsync();
        await gate;
        await stream.WriteAsync(bytes.AsMemory(first));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
