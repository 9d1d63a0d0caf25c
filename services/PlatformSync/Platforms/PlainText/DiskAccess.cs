using Microsoft.Win32.SafeHandles;

namespace AccountingSync.PlatformSync.Platforms.PlainText;

/// <summary>The two calls that a full or broken disk refuses.</summary>
/// <param name="Write">Puts bytes at an offset.</param>
/// <param name="Flush">Returns when the file's bytes are on the disk itself.</param>
public sealed record DiskAccess(Action<SafeFileHandle, ReadOnlyMemory<byte>, long> Write, Action<SafeFileHandle> Flush)
{
    public static DiskAccess Real { get; } =
        new(static (file, bytes, offset) => RandomAccess.Write(file, bytes.Span, offset), static file => RandomAccess.FlushToDisk(file));
}
