using AccountingSync.Console;

if (OpenApiExport.IsAsked(args))
    return await OpenApiExport.Run(args);
await ConsoleApp.Build(args).RunAsync();
return 0;
