namespace AccountingSync.Ingestion.Files;

/// <summary>A part of a file that can be read by itself.</summary>
/// <param name="Bytes">What <see cref="IFileForm.Read"/> reads.</param>
/// <param name="Records">Where its records stood in the file.</param>
sealed record FilePiece(byte[] Bytes, IReadOnlyList<FileRecord> Records);

/// <param name="Line">The line on which it begins, counted from 1.</param>
/// <param name="Fields">As they stood there; empty where they are not needed to write the record once more.</param>
sealed record FileRecord(long Line, IReadOnlyList<string> Fields);
