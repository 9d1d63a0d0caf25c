using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace AccountingSync.Ingestion;

/// <summary>A request's body as the bytes that were sent; signatures and hashes need them unchanged.</summary>
static class BodyReader
{
    /// <summary>So many times the limit are read and thrown away, so that a client which is still sending hears the answer
    /// instead of finding its connection closed.</summary>
    const int Patience = 4;

    /// <returns>Null when the body is larger than the limit.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, long limit, CancellationToken stop)
    {
        if (request.ContentLength > Patience * limit)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = Patience * limit;
        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, limit));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var tooLarge = false;
            int read;
            while ((read = await request.Body.ReadAsync(buffer, stop)) > 0)
            {
                tooLarge |= body.Length + read > limit;
                if (!tooLarge)
                    await body.WriteAsync(buffer.AsMemory(0, read), stop);
            }
            return tooLarge ? null : body.ToArray();
        }
        // Patience is over, for a body whose length was not announced.
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
