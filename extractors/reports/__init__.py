"""Reports and official documents: PDF, scans, DOCX, DOC, RTF to the same Document as a page."""
